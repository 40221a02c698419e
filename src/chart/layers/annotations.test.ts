import { FieldType, createTheme, toDataFrame } from '@grafana/data';
import { readAnnotations } from './annotations';

const theme = createTheme({ colors: { mode: 'dark' } });

const frame = (fields: Record<string, unknown[]>, name?: string) =>
  toDataFrame({
    name,
    fields: Object.entries(fields).map(([key, values]) => ({
      name: key,
      type: key === 'time' ? FieldType.time : FieldType.other,
      values,
    })),
  });

test('reads points, regions and alert states with their time, colour and text', () => {
  const read = readAnnotations(
    [
      frame({ time: [1000, 3000], timeEnd: [2000, 0], id: [7, 8], text: ['Deploy', ''], tags: [['release'], []] }),
      frame({ time: [5000], newState: ['Alerting'], title: ['High load'], color: ['#ff0000'] }),
    ],
    theme
  );
  expect(read[0]).toMatchObject({ id: '7', from: 1000, to: 2000, text: 'Deploy', tags: ['release'] });
  expect(read[1]).toMatchObject({ id: '8', from: 3000, to: 3000 });
  expect(read[2]).toMatchObject({ from: 5000, title: 'Alerting High load', color: '#ff0000' });
});

test('extracts the text of HTML without running any of it', () => {
  const [{ text }] = readAnnotations(
    [frame({ time: [1], text: ['<b>Down</b><br/>again <img src=x onerror="alert(1)">'] })],
    theme
  );
  expect(text.trim()).toBe('Down\nagain');
});

test('ignores exemplars, frames without a time field and rows without a time', () => {
  const frames = [frame({ time: [1] }, 'exemplar'), frame({ text: ['a'] }), frame({ time: [null, 2], text: ['', ''] })];
  expect(readAnnotations(frames, theme).map(({ from }) => from)).toEqual([2]);
});
