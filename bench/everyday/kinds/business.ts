import type { PointRun } from '../../evaluate/labelledSeries';
import type { Draw } from '../../suite/draw';
import { DAY, evenTimes, isWeekend } from '../clock';
import type { Make } from '../make';

const DAYS = 730;
/** Days between two incidents, and between one and either end. */
const APART = 60;
const MARGIN = 40;

/** Two years of daily figures with three incidents of two to five days: an outage, a surge and a dip as at Christmas. */
export const business: Make = (draw) => {
  const times = evenTimes(draw, DAYS, DAY);
  const level = draw.magnitude(20, 1e6);
  const weekend = draw.pick([draw.between(0.4, 0.85), draw.between(1.2, 1.6)]);
  const growth = draw.between(-0.15, 0.35);
  const season = draw.between(0.08, 0.25);
  const peak = draw.between(0, 1);
  const noise = draw.between(0.02, 0.05);
  const values = times.map((time, day) => {
    const yearly = 1 + season * Math.cos(2 * Math.PI * (day / 365.25 - peak));
    const weekly = isWeekend(time) ? weekend : 1;
    return level * yearly * weekly * (1 + (growth * day) / DAYS) * (1 + noise * draw.normal());
  });
  const at = drawIncidents(draw);
  const factors = shuffled(draw, [draw.between(0, 0.05), draw.between(2, 3.5), draw.between(0.25, 0.45)]);
  at.forEach(({ start, end }, k) => {
    for (let day = start; day <= end; day++) {
      values[day] *= factors[k];
    }
  });
  return {
    variant: `weekends at ${Math.round(100 * weekend)} %`,
    times,
    values: level > 1000 ? values.map(Math.round) : values,
    expectation: { kind: 'incidents', at, endsWithin: 4, others: 1 },
  };
};

/** In order, well apart. */
function drawIncidents(draw: Draw): PointRun[] {
  const incidents: PointRun[] = [];
  while (incidents.length < 3) {
    const start = draw.whole(MARGIN, DAYS - MARGIN);
    const end = start + draw.whole(2, 5) - 1;
    if (incidents.every((one) => start > one.end + APART || end < one.start - APART)) {
      incidents.push({ start, end });
    }
  }
  return incidents.sort((a, b) => a.start - b.start);
}

function shuffled(draw: Draw, items: readonly number[]): number[] {
  const left = [...items];
  return items.map(() => left.splice(draw.whole(0, left.length - 1), 1)[0]);
}
