import { gaussian } from '../../demo/generator/random';

const STEP_SECONDS = 60;
const ROWS = 960;
const PERIOD = 120;
/** Wednesday, 4 March 2026, 00:00 UTC. */
const START_SECONDS = 1_772_582_400;

/** What happens to every sixth series: from which row to which, and by what it is multiplied. */
const INCIDENT = { from: 620, to: 680, factor: 2.4 };

/** Series of one service by their instance, some with an incident of their own time; always the same. CSV. */
export function instancesCsv(count: number): string {
  const names = Array.from({ length: count }, (_, index) => `instance-${String(index + 1).padStart(2, '0')}`);
  const value = (index: number, row: number) => {
    const shift = (index % 6) * 30;
    const ill = index % 6 === 3 && row >= INCIDENT.from - shift && row < INCIDENT.to - shift;
    const usual = 60 + 20 * Math.sin((2 * Math.PI * (row + 11 * index)) / PERIOD) + 1.2 * gaussian(index + 1, row);
    return ill ? usual * INCIDENT.factor : usual;
  };
  const rows = Array.from({ length: ROWS }, (_, row) =>
    [START_SECONDS + row * STEP_SECONDS, ...names.map((_name, index) => value(index, row).toFixed(2))].join()
  );
  return [['time', ...names].join(), ...rows, ''].join('\n');
}
