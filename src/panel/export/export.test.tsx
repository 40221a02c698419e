import React from 'react';
import { act, configure, fireEvent, render, screen } from '@testing-library/react';
import { readCSV } from '@grafana/data';
import type { Answer, StoredAnnotation } from '../../data/annotations/annotationsApi';
import { seriesWith } from '../list/anomalies.fixture';
import { AnnotateDialog } from './AnnotateDialog';
import { type AnomalyNote, annotateAnomalies } from './annotateAnomalies';
import { exportFile } from './exportFiles';
import { rangeLink } from './rangeLink';

// Whether each element can be seen is asked of jsdom's style sheets, which takes seconds.
configure({ defaultHidden: true });

const api = {
  findAnnotations: jest.fn<Promise<Answer<StoredAnnotation[]>>, [unknown]>(),
  createAnnotation: jest.fn<Promise<Answer<unknown>>, [{ from: number; to: number; tags: string[] }]>(),
};
jest.mock('../../data/annotations/annotationsApi', () => ({
  MAX_ANNOTATIONS: 1000,
  findAnnotations: (query: unknown) => api.findAnnotations(query),
  createAnnotation: (annotation: { from: number; to: number; tags: string[] }) => api.createAnnotation(annotation),
}));

const MINUTE = 60_000;
const SERIES = [
  seriesWith('=HYPERLINK("x")', [[20, 29, 30, 1.2]]),
  seriesWith('a, "b"', [[40, 44, 2, 2.5]]),
  seriesWith('hidden', [[1, 2, 20, 9]], { hideFrom: { viz: true } }),
];
const EXPORTED = { title: 'CPU / load: 5 %', series: SERIES, from: 0, to: 100 * MINUTE };

describe('files', () => {
  const cellsOf = (text: string) => {
    const [frame] = readCSV(text.replace('\uFEFF', ''));
    return frame.fields.map((field) => [field.name, ...field.values.slice(0, 3)]);
  };

  test('anomalies as CSV have a row each, in a spreadsheet too, which takes no name for a formula', () => {
    const { text } = exportFile(EXPORTED, 'anomalies', 'csv');
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(cellsOf(text)).toEqual([
      ['series', `'=HYPERLINK("x")`, 'a, "b"'],
      ['kind', 'anomaly', 'anomaly'],
      ['severity', 'low', 'high'],
      ['direction', 'above', 'below'],
      ['start', '1970-01-01T00:20:00.000Z', '1970-01-01T00:40:00.000Z'],
      ['end', '1970-01-01T00:29:00.000Z', '1970-01-01T00:44:00.000Z'],
      ['durationSeconds', 540, 240],
      ['points', 10, 5],
      ['peakTime', '1970-01-01T00:20:00.000Z', '1970-01-01T00:40:00.000Z'],
      ['actual', 30, 2],
      ['expected', 10, 10],
      ['deviation', 20, 8],
      ['ratio', 1.2, 2.5],
      ['provisional', '', ''],
    ]);
  });

  test('change points stand among the anomalies in CSV, and in a list of their own in JSON', () => {
    const [one] = SERIES;
    const change = { from: 10 * MINUTE, to: 14 * MINUTE, peak: 12 * MINUTE };
    const detection = one.detection && { ...one.detection, changePoints: [change] };
    const series = [
      { ...one, detection },
      { ...SERIES[2], detection },
    ];
    const cells = Object.fromEntries(
      cellsOf(exportFile({ ...EXPORTED, series }, 'anomalies', 'csv').text).map(([name, ...values]) => [name, values])
    );
    expect(cells).toMatchObject({
      kind: ['change point', 'anomaly'],
      start: ['1970-01-01T00:10:00.000Z', '1970-01-01T00:20:00.000Z'],
      durationSeconds: [240, 540],
      peakTime: ['1970-01-01T00:12:00.000Z', '1970-01-01T00:20:00.000Z'],
    });
    expect(exportFile({ ...EXPORTED, series }, 'anomalies', 'csv').text.split('\r\n')[1]).toMatch(/change point,,,/);
    expect(JSON.parse(exportFile({ ...EXPORTED, series }, 'anomalies', 'json').text)).toMatchObject({
      anomalies: [{ severity: 'low' }],
      changePoints: [
        {
          series: '=HYPERLINK("x")',
          start: '1970-01-01T00:10:00.000Z',
          end: '1970-01-01T00:14:00.000Z',
          durationSeconds: 240,
          peakTime: '1970-01-01T00:12:00.000Z',
        },
      ],
    });
  });

  test('points as CSV have a row for each point of each series that is shown', () => {
    const { text } = exportFile(EXPORTED, 'points', 'csv');
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(1 + 200);
    expect(lines[0].replace('\uFEFF', '').replaceAll('"', '')).toBe(
      'time,series,value,reconstruction,error,smoothedError,score,threshold,certainty,anomalous'
    );
    expect(lines[21]).toBe(`1970-01-01T00:20:00.000Z,"'=HYPERLINK(""x"")",30,10,20,1.2,1.2,1,certain,true`);
  });

  test('points have the score beside the smoothed error', () => {
    const [one] = SERIES;
    const score = new Float64Array(100).fill(7);
    const scored = { ...one, detection: { ...one.detection!, score } };
    const json = JSON.parse(exportFile({ ...EXPORTED, series: [scored] }, 'points', 'json').text);
    expect(json.series[0].score).toEqual(Array(100).fill(7));
    expect(json.series[0].smoothedError[20]).toBe(1.2);
  });

  test('an anomaly as JSON has the evidence that is greatest at its peak, if there is a choice', () => {
    const [one] = SERIES;
    const sequences = one.detection!.sequences.map((found) => ({ ...found, evidence: { windowsOf: 8 } }));
    const scored = { ...one, detection: { ...one.detection!, sequences } };
    const records = (series: typeof one) =>
      JSON.parse(exportFile({ ...EXPORTED, series: [series] }, 'anomalies', 'json').text).anomalies;
    expect(records(scored)[0].evidence).toEqual({ windowsOf: 8 });
    expect(records(one)[0]).not.toHaveProperty('evidence');
  });

  test('what is not a number is an empty cell in CSV and null in JSON', () => {
    const [one] = SERIES;
    const gap = {
      ...one,
      series: { ...one.series, values: one.series.values.map((value, row) => (row === 0 ? NaN : value)) },
    };
    const csv = exportFile({ ...EXPORTED, series: [gap] }, 'points', 'csv').text.split('\r\n');
    expect(csv[1]).toContain(`",,10,`);
    const json = JSON.parse(exportFile({ ...EXPORTED, series: [gap] }, 'points', 'json').text);
    expect(json.series[0].value.slice(0, 2)).toEqual([null, 10]);
    expect(json.series[0]).toMatchObject({ series: '=HYPERLINK("x")', unit: 'ms' });
  });

  test('anomalies as JSON say of which panel and range they are', () => {
    const json = JSON.parse(exportFile(EXPORTED, 'anomalies', 'json').text);
    expect(json).toMatchObject({ panel: 'CPU / load: 5 %', from: '1970-01-01T00:00:00.000Z' });
    expect(json.anomalies.map(({ severity }: { severity: string }) => severity)).toEqual(['low', 'high']);
  });

  test('a file is named after the panel and the range, in letters that every file system takes', () => {
    expect(exportFile(EXPORTED, 'anomalies', 'csv').name).toBe(
      'CPU-load-5_anomalies_1970-01-01T000000_1970-01-01T014000.csv'
    );
    expect(exportFile({ ...EXPORTED, title: '负载' }, 'points', 'json').name).toMatch(/^负载_points_/);
    expect(exportFile({ ...EXPORTED, title: '…' }, 'points', 'json').name).toMatch(/^residual_points_/);
  });
});

test.each([
  [
    'https://grafana.example/sub/d/abc/name?orgId=2&from=now-6h&to=now&var-host=a&var-host=b&viewPanel=3&editPanel=3',
    'https://grafana.example/sub/d/abc/name?orgId=2&var-host=a&var-host=b&from=5&to=9',
  ],
  ['http://localhost:3000/d/abc?timezone=utc', 'http://localhost:3000/d/abc?timezone=utc&from=5&to=9'],
])('a link to a range of %s is %s', (address, link) => {
  expect(rangeLink(address, { from: 5, to: 9 })).toBe(link);
});

describe('annotations', () => {
  const PLACE = { dashboardUID: 'uid', panelId: 7 };
  const note = (series: string, from: number, to: number): AnomalyNote => ({ series, from, to, text: 'x' });
  const kept: StoredAnnotation[] = [];
  beforeEach(() => {
    kept.length = 0;
    api.findAnnotations.mockReset().mockImplementation(async () => ({ value: [...kept] }));
    api.createAnnotation.mockReset().mockImplementation(async (annotation) => {
      const { from, to, tags } = annotation;
      kept.push({ id: String(kept.length), from, to, tags, text: '', panelId: 7, dashboardUID: 'uid' });
      return { value: annotation };
    });
  });

  test('a second press adds only what is new, also where an anomaly has grown since', async () => {
    await expect(annotateAnomalies([note('a', 10, 20), note('b', 10, 20)], PLACE, jest.fn())).resolves.toEqual({
      added: 2,
      present: 0,
      refused: null,
    });
    expect(kept[0].tags).toEqual(['residual', 'residual:anomaly', 'residual:series=a']);
    const again = [note('a', 10, 25), note('b', 10, 20), note('a', 40, 50), note('c', 10, 20)];
    await expect(annotateAnomalies(again, PLACE, jest.fn())).resolves.toEqual({ added: 2, present: 2, refused: null });
    expect(kept).toHaveLength(4);
  });

  test('a refusal stops the writing and is reported with the number written', async () => {
    api.createAnnotation.mockResolvedValueOnce({ value: {} }).mockResolvedValueOnce({ refused: 'You may not.' });
    const progress = jest.fn();
    const notes = [note('a', 1, 2), note('b', 1, 2), note('c', 1, 2)];
    await expect(annotateAnomalies(notes, PLACE, progress)).resolves.toEqual({
      added: 1,
      present: 0,
      refused: 'You may not.',
    });
    expect(progress.mock.calls).toEqual([[0], [1]]);
  });

  test('nothing is written where what is there cannot be read or compared, or the dashboard is unsaved', async () => {
    api.findAnnotations.mockResolvedValueOnce({ refused: 'You may not read.' });
    expect((await annotateAnomalies([note('a', 1, 2)], PLACE, jest.fn())).refused).toBe('You may not read.');
    const full = Array.from({ length: 1000 }, () => ({ ...PLACE, id: '', from: 0, to: 1, tags: [], text: '' }));
    api.findAnnotations.mockResolvedValueOnce({ value: full });
    expect((await annotateAnomalies([note('a', 1, 2)], PLACE, jest.fn())).refused).toMatch(/shorter/);
    const unsaved = await annotateAnomalies([note('a', 1, 2)], { ...PLACE, dashboardUID: '' }, jest.fn());
    expect(unsaved.refused).toMatch(/Save the dashboard first/);
    expect(api.createAnnotation).not.toHaveBeenCalled();
  });

  test('it asks first, with the number of anomalies, and reports the outcome', async () => {
    render(<AnnotateDialog series={SERIES} place={PLACE} timeZone="utc" onClose={jest.fn()} />);
    expect(screen.getByText(/for each of 2 anomalies/)).toBeInTheDocument();
    expect(api.createAnnotation).not.toHaveBeenCalled();
    await act(async () => fireEvent.click(screen.getByText('Write annotations')));
    expect(screen.getByText('2 written, 0 already there')).toBeInTheDocument();
    expect(api.createAnnotation.mock.calls[0][0]).toMatchObject({ from: 40 * MINUTE, to: 44 * MINUTE, ...PLACE });
  });

  test('without permission it says so and offers another try', async () => {
    api.createAnnotation
      .mockReset()
      .mockResolvedValue({ refused: 'You do not have permission to write annotations on this dashboard.' });
    render(<AnnotateDialog series={SERIES} place={PLACE} timeZone="utc" onClose={jest.fn()} />);
    await act(async () => fireEvent.click(screen.getByText('Write annotations')));
    expect(screen.getByText('You do not have permission to write annotations on this dashboard.')).toBeInTheDocument();
    expect(screen.getByText('Write annotations')).toBeInTheDocument();
  });
});
