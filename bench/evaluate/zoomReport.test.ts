/** @jest-environment node */
import { LOOK_BACKS, type ZoomTally } from './zooms';
import { summariseZooms, zoomSection, zoomSets } from './zoomReport';

const tally = (change: Partial<ZoomTally>): ZoomTally => ({
  agreements: [],
  later: [],
  events: 0,
  found: 0,
  falseAlarms: 0,
  known: [],
  ...change,
});

const summary = summariseZooms([
  tally({ agreements: [NaN, 1, 0.5], later: [NaN, 0.25], known: [1000], events: 2, found: 1 }),
  tally({ agreements: [NaN], later: [0.75], known: [3000], falseAlarms: 1 }),
]);

test('zooms where nothing is reported count as agreeing, and are left out of the other figures', () => {
  expect(summary).toMatchObject({
    zooms: 4,
    agreement: 3.5 / 4,
    same: 3 / 4,
    withSomething: 2,
    agreementWithSomething: 0.75,
    sameWithSomething: 0.5,
    later: 0.5,
    knownPoints: 2000,
    // One of two events with one false alarm.
    f1: 0.5,
  });
});

test('the section has a line for each set and each of three look-backs', () => {
  const section = zoomSection([
    { set: 'suite, 8,000 points', byLookBack: LOOK_BACKS.map(() => summary) },
    { set: 'real', byLookBack: LOOK_BACKS.map(() => summary) },
  ]);
  expect(section).toContain('| set | look-back | overlap | same | 20 points later | F1 |');
  expect(section).toContain('| suite | none | 0.750 | 0.500 | 0.500 | 0.500 |');
  expect(section).toContain('| real | 4,000 | 0.750 | 0.500 | 0.500 | 0.500 |');
  expect(section.split('\n').filter((line) => line.startsWith('| ')).length).toBe(2 + 2 * 3);
});

test('series too short for a range are left out', () => {
  const short = {
    id: 's',
    shape: 's',
    anomaly: 'labelled',
    events: [],
    changes: [],
    times: new Float64Array(599),
    values: new Float64Array(599),
  };
  const long = { ...short, times: new Float64Array(600), values: new Float64Array(600) };
  expect(zoomSets([], [short, long]).find(({ name }) => name === 'real')?.series).toEqual([long]);
});
