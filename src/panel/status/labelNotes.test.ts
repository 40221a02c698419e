import { detectionOf } from '../labels/detectionOf.fixture';
import type { Label } from '../labels/label';
import { labelNotes } from './labelNotes';

const label = (id: string, text = ''): Label => ({
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
  const labels = [label('1', 'Disk replaced'), label('2'), label('3', 'Elsewhere')];
  expect(labelNotes({ labels, notes: ['A note.'] }, [taughtBy('1', '2'), null, taughtBy('1')])).toEqual([
    '2 labels used: Excluded: Disk replaced; Excluded',
    'A note.',
  ]);
});

test('counts a recurring window once, however often it comes', () => {
  const labels = [label('recurring:daily', 'daily 03:00-03:30'), label('recurring:daily', 'daily 03:00-03:30')];
  expect(labelNotes({ labels, notes: [] }, [taughtBy('recurring:daily')])).toEqual([
    '1 label used: Excluded: daily 03:00-03:30',
  ]);
});

test('separates marks that made no difference to any series from those that did to one', () => {
  const labels = [label('1', 'Disk replaced'), label('2', 'Calm'), label('3'), label('4', 'Elsewhere')];
  const detections = [
    detectionOf({ usedLabels: ['1'], unusedLabels: ['2', '3'] }),
    detectionOf({ usedLabels: ['3'], unusedLabels: ['1', '2'] }),
  ];
  expect(labelNotes({ labels, notes: ['A note.'] }, detections)).toEqual([
    '2 labels used: Excluded: Disk replaced; Excluded',
    '1 label made no difference here: Excluded: Calm',
    'A note.',
  ]);
  expect(labelNotes({ labels, notes: [] }, [detectionOf({ unusedLabels: ['2', '3'] })])).toEqual([
    '2 labels made no difference here: Excluded: Calm; Excluded',
  ]);
});

test('does not mention labels if no mark made a difference', () => {
  expect(labelNotes({ labels: [label('1')], notes: [] }, [taughtBy()])).toEqual([]);
});
