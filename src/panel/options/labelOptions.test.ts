import { DEFAULT_LABELS, readLabels } from './labelOptions';
import { OptionReader } from './optionReader';

function read(written: unknown) {
  const notices: string[] = [];
  return { teaching: readLabels(new OptionReader(written, notices)), notices };
}

test('a dashboard without label options gets the defaults without a notice', () => {
  expect(read(undefined)).toEqual({ teaching: DEFAULT_LABELS, notices: [] });
});

test('quotes a recurring window that it cannot read, and keeps the others', () => {
  const { teaching, notices } = read({ recurring: 'Sun 02:00-04:00\nevery full moon' });
  expect(teaching.recurring).toBe('Sun 02:00-04:00\nevery full moon');
  expect(notices).toEqual([expect.stringContaining('“every full moon” cannot be read')]);
});

test('takes a learnt memory as text or as the object that it is', () => {
  expect(read({ learntMemory: '{"a":1}' }).teaching.learntMemory).toBe('{"a":1}');
  expect(read({ learntMemory: { a: 1 } }).teaching.learntMemory).toBe('{"a":1}');
});

test.each([[null], [7], ['nonsense'], [[]], [{ useMarks: 'maybe', leaveOutTags: 7, recurring: {}, learntMemory: 3 }]])(
  'reads %j without falling over',
  (written) => {
    expect(read(written).teaching).toEqual(DEFAULT_LABELS);
  }
);
