/** @jest-environment node */
import { join } from 'node:path';
import { endedIn } from './detect.fixture';

jest.setTimeout(120_000);

const SOURCES = join(__dirname, '..', 'tests', 'cases', 'sources');

interface Found {
  readonly startTime: number;
  readonly endTime: number;
  readonly provisional?: true;
}

async function foundIn(...args: string[]): Promise<Found[]> {
  const { status, output, errors } = await endedIn(SOURCES, args);
  expect([status, errors]).toEqual([0, '']);
  return JSON.parse(output).sequences;
}

/** What happened: one incident, 20:45 to 20:55 UTC (tests/cases/sources/README.md). */
const INCIDENT = { from: Date.UTC(2026, 10, 29, 20, 45), to: Date.UTC(2026, 10, 29, 20, 55) };

test.each([
  ['a sum by 30 s, six hours, seconds after a bucket began', 'inf-sum-6h', '231659', '231710', 30_000],
  ['the same a minute later', 'inf-sum-6h', '231659', '231810', 30_000],
  ['a count by the minute with fill(0), three hours', 'inf-countmin-3h', '231829', '231839', 60_000],
  ['the same 40 s later', 'inf-countmin-3h', '231829', '231919', 60_000],
  ['a rate at instants', 'prom-req-3h', '231829', '231839', 15_000],
  ['the same at the next refresh', 'prom-req-3h', '231829', '231849', 15_000],
])('%s: the incident is all that is reported, partial buckets are not', async (_, name, longer, visible, step) => {
  const found = await foundIn('--lookback', `${name}-longer-asked${longer}.csv`, `${name}-visible-asked${visible}.csv`);
  expect(found).toHaveLength(1);
  expect(found[0].startTime).toBeGreaterThanOrEqual(INCIDENT.from - 4 * step);
  expect(found[0].startTime).toBeLessThanOrEqual(INCIDENT.from + 4 * step);
  expect(found[0].endTime).toBeGreaterThanOrEqual(INCIDENT.to - 4 * step);
  expect(found[0].endTime).toBeLessThanOrEqual(INCIDENT.to + 5 * 60_000);
});

describe('a file whose last row is still filling, without a look-back that shows it', () => {
  const file = 'partial_last_bucket.csv';
  const last = Date.UTC(2024, 4, 31);

  test('is judged whole, because nothing tells it from an outage', async () => {
    expect(await foundIn(file)).toEqual([expect.objectContaining({ startTime: last, endTime: last })]);
    expect(await foundIn('--newest', 'all', file)).toHaveLength(1);
  });

  test('is judged without that row if a person says so', async () => {
    const { output } = await endedIn(SOURCES, ['--newest', '1', file]);
    const { sequences, score, value } = JSON.parse(output);
    expect(sequences).toEqual([]);
    expect([score.at(-1), value.at(-1)]).toEqual([null, 33.67]);
    expect(score.at(-2)).not.toBeNull();
  });
});

test('a choice of newest rows that does not exist is refused', async () => {
  const { status, errors } = await endedIn(SOURCES, ['--newest', 'some', 'partial_last_bucket.csv']);
  expect(status).toBe(2);
  expect(errors).toContain('--newest must be auto, provisional, all or a whole number from 1 to 1000, not "some".');
});
