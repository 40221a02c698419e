import { detectionOf } from '../labels/detectionOf.fixture';
import type { Mark } from '../labels/label';
import { markNotes } from './labelNotes';

const mark = (id: string, text = ''): Mark => ({
  id,
  kind: 'left-out',
  from: 0,
  to: 1,
  series: null,
  text,
  removable: true,
});

const taughtBy = (...usedLabels: string[]) => detectionOf({ usedLabels });

test('names the marks that made a difference to any series, each once, and no others', () => {
  const marks = [mark('1', 'Disk replaced'), mark('2'), mark('3', 'Elsewhere')];
  expect(markNotes({ marks, notes: ['A note.'] }, [taughtBy('1', '2'), null, taughtBy('1')])).toEqual([
    '2 labels used: Excluded: Disk replaced; Excluded',
    'A note.',
  ]);
});

test('counts a recurring window once, however often it comes', () => {
  const marks = [mark('recurring:daily', 'daily 03:00-03:30'), mark('recurring:daily', 'daily 03:00-03:30')];
  expect(markNotes({ marks, notes: [] }, [taughtBy('recurring:daily')])).toEqual([
    '1 label used: Excluded: daily 03:00-03:30',
  ]);
});

test('separates marks that made no difference to any series from those that did to one', () => {
  const marks = [mark('1', 'Disk replaced'), mark('2', 'Calm'), mark('3'), mark('4', 'Elsewhere')];
  const detections = [
    detectionOf({ usedLabels: ['1'], unusedLabels: ['2', '3'] }),
    detectionOf({ usedLabels: ['3'], unusedLabels: ['1', '2'] }),
  ];
  expect(markNotes({ marks, notes: ['A note.'] }, detections)).toEqual([
    '2 labels used: Excluded: Disk replaced; Excluded',
    '1 label made no difference here: Excluded: Calm',
    'A note.',
  ]);
  expect(markNotes({ marks, notes: [] }, [detectionOf({ unusedLabels: ['2', '3'] })])).toEqual([
    '2 labels made no difference here: Excluded: Calm; Excluded',
  ]);
});

test('does not mention labels if no mark made a difference', () => {
  expect(markNotes({ marks: [mark('1')], notes: [] }, [taughtBy()])).toEqual([]);
});
