import { dateTime } from '@grafana/data';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { CSV_BOUND, CsvError, type CsvSeries, parseCsv } from '../../../headless/csv';
import type { Dashboard, VizTile } from '../dashboard/dashboard';
import { framesIn } from '../dashboards/frames';
import { get } from '../serverConfig';

interface OwnFile {
  readonly id: number;
  readonly name: string;
  readonly series: readonly CsvSeries[];
}

export interface OwnSeriesState {
  readonly dashboard: Dashboard;
  /** One sentence for each file that could not be read. */
  readonly problems: readonly string[];
  readonly addFiles: (files: readonly File[]) => Promise<void>;
  readonly dismiss: (problem: string) => void;
}

const FIRST_ID = 101;

/** One panel per CSV file from the command line or dropped on the page. The files never leave the page. */
export function useOwnSeries(csvFiles: readonly string[]): OwnSeriesState {
  const [files, setFiles] = useState<readonly OwnFile[]>([]);
  const [problems, setProblems] = useState<readonly string[]>([]);

  const report = useCallback(
    (problem: string) => setProblems((all) => (all.includes(problem) ? all : [...all, problem])),
    []
  );
  const add = useCallback(
    async (name: string, read: () => Promise<string>) => {
      try {
        // The page has no equivalent of `--times any`, which confirms unusual times.
        const doubt = (fault: string) => report(`${name}: ${fault} The panel draws the file as read.`);
        const { series } = parseCsv(await read(), name, doubt);
        setFiles((all) => [...all, { id: FIRST_ID + all.length, name, series }]);
      } catch (error) {
        const fault = error instanceof Error ? error.message : String(error);
        report(error instanceof CsvError ? fault : `${name}: ${fault}`);
      }
    },
    [report]
  );

  useEffect(() => {
    const load = async () => {
      for (const [index, name] of csvFiles.entries()) {
        await add(name, async () => (await get(`api/csv/${index}`)).text());
      }
    };
    void load();
  }, [csvFiles, add]);

  const addFiles = useCallback(
    async (dropped: readonly File[]) => {
      setProblems([]);
      for (const file of dropped) {
        await add(file.name, () => textOf(file));
      }
    },
    [add]
  );
  const dismiss = useCallback((problem: string) => setProblems((all) => all.filter((other) => other !== problem)), []);
  const dashboard = useMemo(() => ownDashboard(files), [files]);
  return useMemo(() => ({ dashboard, problems, addFiles, dismiss }), [dashboard, problems, addFiles, dismiss]);
}

async function textOf(file: File): Promise<string> {
  if (file.size > CSV_BOUND.bytes) {
    const fault = `the file is larger than ${CSV_BOUND.bytes / 1024 / 1024} MB.`;
    throw new CsvError(file.name, fault, CSV_BOUND.remedy);
  }
  return file.text();
}

function ownDashboard(files: readonly OwnFile[]): Dashboard {
  const size = files.length === 1 ? { width: 24, height: 15 } : { width: 12, height: 10 };
  const tiles = files.map(({ id, name, series }): VizTile => ({
    kind: 'residual',
    id,
    title: name,
    ...size,
    source: (range) => framesIn(range, series),
    stepFor: () => 0,
  }));
  return { id: 'own', title: 'Your own data', range: extent(files), tiles };
}

function extent(files: readonly OwnFile[]): Dashboard['range'] {
  let first = Infinity;
  let last = -Infinity;
  for (const { times } of files.flatMap(({ series }) => series)) {
    for (const time of times) {
      // A blank time is NaN, so both comparisons are false.
      first = time < first ? time : first;
      last = time > last ? time : last;
    }
  }
  return first <= last ? { from: dateTime(first), to: dateTime(last) } : { from: 'now-6h', to: 'now' };
}
