import fc from 'fast-check';
import type { StoredAnnotation } from '../../data/annotations/annotationsApi';
import { selectLabels, labelsFor } from './labelled';

const RANGE = { from: 1000, to: 2000 };
const JUDGED = { panelId: 2, names: ['cpu', 'memory'], range: RANGE };
const NOTHING = { ours: [], tagged: [], recurring: [] };

const stored = (id: string, tags: string[], place: Partial<StoredAnnotation> = {}): StoredAnnotation => ({
  id,
  from: 1200,
  to: 1300,
  tags: ['residual', ...tags],
  text: `text ${id}`,
  panelId: 2,
  dashboardUID: 'abc',
  ...place,
});

test('marks of this panel and of no panel take part, those of the panels beside it do not', () => {
  const ours = [
    stored('here', ['residual:normal']),
    stored('anywhere', ['residual:normal'], { panelId: 0 }),
    stored('beside', ['residual:normal'], { panelId: 3 }),
  ];
  expect(selectLabels({ ...NOTHING, ours }, JUDGED).labels.map(({ id }) => id)).toEqual(['here', 'anywhere']);
});

test('a mark of one series applies to that one, a mark of all series to every one', () => {
  const ours = [stored('all', ['residual:left-out']), stored('one', ['residual:false-alarm', 'residual:series=cpu'])];
  const { labels } = selectLabels({ ...NOTHING, ours }, JUDGED);
  expect(labelsFor('cpu', labels)).toEqual({
    normal: [],
    excluded: [{ id: 'all', from: 1200, to: 1300 }],
    falseAlarms: [{ id: 'one', from: 1200, to: 1300 }],
  });
  expect(labelsFor('memory', labels)?.falseAlarms).toEqual([]);
});

test('a series without a mark has no labels', () => {
  expect(labelsFor('cpu', [])).toBeUndefined();
});

test('examples outside the judged range are not used and add a note; excluded time there does not', () => {
  const outside = { from: 100, to: 200 };
  const ours = [
    stored('old alarm', ['residual:false-alarm'], outside),
    stored('old incident', ['residual:left-out'], outside),
  ];
  const { labels, notes } = selectLabels({ ...NOTHING, ours }, JUDGED);
  expect(labels).toEqual([]);
  expect(notes).toEqual([expect.stringMatching(/outside of the judged range.*: 1\. Set a longer look-back/)]);
});

test('a mark that overlaps the judged range counts with its full length', () => {
  const ours = [stored('long', ['residual:left-out'], { from: 0, to: 1000 })];
  expect(selectLabels({ ...NOTHING, ours }, JUDGED).labels).toEqual([expect.objectContaining({ from: 0, to: 1000 })]);
});

test('annotations with the tag but no kind are counted in a note', () => {
  const { labels, notes } = selectLabels({ ...NOTHING, ours: [stored('?', ['residual:norml'])] }, JUDGED);
  expect(labels).toEqual([]);
  expect(notes).toEqual([expect.stringMatching(/^Ignored annotations.*: 1$/)]);
});

test('an annotation with a tag of the options is excluded and cannot be removed here', () => {
  const tagged = [{ ...stored('d', []), tags: ['deployment'], text: '', panelId: 0 }];
  expect(selectLabels({ ...NOTHING, tagged }, JUDGED).labels).toEqual([
    expect.objectContaining({ id: 'd', kind: 'left-out', text: 'deployment', removable: false }),
  ]);
});

test('marks that overlap, repeat and cover everything are all handed on, in order of time', () => {
  const extent = fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 3000 }));
  fc.assert(
    fc.property(fc.array(extent), (extents) => {
      const ours = extents.map(([a, b], index) =>
        stored(String(index), ['residual:left-out'], { from: Math.min(a, b), to: Math.max(a, b) })
      );
      const { labels } = selectLabels({ ...NOTHING, ours }, JUDGED);
      const within = ours.filter(({ from, to }) => to >= RANGE.from && from <= RANGE.to);
      expect(new Set(labels.map(({ id }) => id))).toEqual(new Set(within.map(({ id }) => id)));
      labels.slice(1).forEach(({ from }, index) => expect(from).toBeGreaterThanOrEqual(labels[index].from));
    })
  );
});
