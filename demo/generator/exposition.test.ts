/** @jest-environment node */
import { createExposition } from './exposition.ts';
import { INCIDENT_PLANS, progressOf } from './incidents.ts';
import { lifelikeMetrics } from './generator.ts';

const clock = { seed: 1, dayMs: 1_200_000, stepMs: 5000 };
const SINCE = Date.UTC(2024, 5, 3);

function read(text: string): Map<string, number> {
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    samples.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))])
  );
}

test('every line is a comment or a name with a finite number, each metric with help and type', () => {
  const text = createExposition(clock, SINCE).at(SINCE + 60_000);
  expect(text.endsWith('\n')).toBe(true);
  for (const line of text.trimEnd().split('\n')) {
    expect(line).toMatch(/^(# (HELP|TYPE) demo_\w+ .+|demo_\w+(\{kind="[a-z ]+"\})? -?\d+(\.\d+)?(e[-+]?\d+)?)$/);
  }
  expect(text.match(/^# TYPE /gm)).toHaveLength(8);
});

test('the counter of requests grows by rate times time', () => {
  const exposition = createExposition(clock, SINCE);
  const before = read(exposition.at(SINCE)).get('demo_http_requests_total');
  const after = read(exposition.at(SINCE + 100_000)).get('demo_http_requests_total');
  const rates = lifelikeMetrics({ ...clock, from: SINCE, to: SINCE + 100_000 })[0].values;
  expect(before).toBe(0);
  expect(after).toBeCloseTo(
    rates.reduce((sum, rate) => sum + 5 * rate, 0),
    6
  );
});

test('counters never fall, and a scrape in the same sample changes nothing', () => {
  const exposition = createExposition(clock, SINCE);
  const at = (time: number) => read(exposition.at(time)).get('demo_http_errors_total') ?? NaN;
  let last = 0;
  for (let time = SINCE; time < SINCE + clock.dayMs; time += 2500) {
    const now = at(time);
    expect(now).toBeGreaterThanOrEqual(last);
    expect(at(time)).toBe(now);
    last = now;
  }
  expect(last).toBeGreaterThan(0);
});

test('gauges are in base units: ratios and seconds', () => {
  const samples = read(createExposition(clock, SINCE).at(SINCE));
  expect(samples.get('demo_cpu_utilization_ratio')).toBeLessThanOrEqual(1);
  expect(samples.get('demo_http_latency_p95_seconds')).toBeLessThan(1);
});

test('shows for each incident whether it is active', () => {
  const exposition = createExposition(clock, SINCE);
  const seen = new Set<number | undefined>();
  for (let time = SINCE; time < SINCE + 10 * clock.dayMs; time += 15_000) {
    const samples = read(exposition.at(time));
    for (const { kind } of INCIDENT_PLANS) {
      const active = samples.get(`demo_incident_active{kind="${kind}"}`);
      expect(active).toBe(progressOf(kind, clock, time) ? 1 : 0);
      seen.add(active);
    }
  }
  expect(seen).toEqual(new Set([0, 1]));
});
