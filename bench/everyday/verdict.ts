import type { Outcome } from '../../src/detector/detection';
import { overlap, type PointRun } from '../evaluate/labelledSeries';
import { reportedBy, type Reported } from '../evaluate/reported';
import type { EverydaySeries } from './everyday';
import type { Expectation } from './expectation';

/** Whether a verdict is right, and if not, what is wrong with it. */
export interface Verdict {
  readonly right: boolean;
  /** Empty if the verdict is right. */
  readonly why: string;
}

export function verdictOn(series: Pick<EverydaySeries, 'expectation' | 'times'>, outcome: Outcome): Verdict {
  return verdictOnReport(series.expectation, reportedBy(outcome, series));
}

export function verdictOnReport(expectation: Expectation, reported: Reported): Verdict {
  const faults = faultsOf(expectation, reported);
  const notJudged =
    reported.notJudged === undefined || faults.length === 0 ? [] : [`not judged: ${reported.notJudged}`];
  return { right: faults.length === 0, why: [...faults, ...notJudged].join('; ') };
}

function faultsOf(expectation: Expectation, reported: Reported): string[] {
  const { anomalies, changePoints } = reported;
  switch (expectation.kind) {
    case 'nothing':
      return [...anomalies.map(needless), ...changePoints.map(needlessChange)];
    case 'incident': {
      const { at, near, longest, covered } = expectation;
      const touching = anomalies.filter((one) => overlap(one, widened(at, near)));
      return [
        ...(touching.length === 0 ? [`missed ${rows(at)}`] : tooLong(touching, longest)),
        ...(touching.length > 0 ? tooLittle(touching, at, covered) : []),
        ...anomalies.filter((one) => !touching.includes(one)).map(needless),
        ...changePoints.map(needlessChange),
      ];
    }
    case 'onset': {
      const { at, changeWithin, anomalyWithin, longest, endsWithin } = expectation;
      const nearby = widened({ start: at, end: at }, anomalyWithin);
      const touching = anomalies.filter((one) => overlap(one, nearby));
      const changes = changePoints.filter((row) => Math.abs(row - at) <= changeWithin);
      return [
        ...(touching.length + changes.length === 0 ? [`missed the change at row ${at}`] : tooLong(touching, longest)),
        ...touching.filter(({ end }) => end > at + endsWithin).map((one) => `${rows(one)} end too late`),
        ...anomalies.filter((one) => !touching.includes(one)).map(needless),
        ...changePoints.filter((row) => !changes.includes(row)).map(needlessChange),
      ];
    }
    case 'incidents': {
      const { at, endsWithin, others } = expectation;
      const tells = (one: PointRun, incident: PointRun) =>
        Math.abs(one.start - incident.start) <= endsWithin && Math.abs(one.end - incident.end) <= endsWithin;
      const other = anomalies.filter((one) => !at.some((incident) => tells(one, incident)));
      return [
        ...at
          .filter((incident) => !anomalies.some((one) => tells(one, incident)))
          .map((incident) => `no anomaly fits ${rows(incident)}`),
        ...(other.length > others ? other.map(needless) : []),
      ];
    }
  }
}

function tooLong(anomalies: readonly PointRun[], longest: number): string[] {
  return anomalies
    .filter((one) => lengthOf(one) > longest)
    .map((one) => `${rows(one)} are ${lengthOf(one)} rows, more than ${longest}`);
}

/** @param anomalies disjoint */
function tooLittle(anomalies: readonly PointRun[], at: PointRun, least: number): string[] {
  const both = anomalies.map(({ start, end }) => Math.min(end, at.end) - Math.max(start, at.start) + 1);
  const covered = both.reduce((sum, length) => sum + Math.max(0, length), 0) / lengthOf(at);
  return covered < least ? [`${Math.round(100 * covered)} % of ${rows(at)} covered`] : [];
}

const lengthOf = ({ start, end }: PointRun) => end - start + 1;
const widened = ({ start, end }: PointRun, by: number) => ({ start: start - by, end: end + by });
const rows = ({ start, end }: PointRun) => (start === end ? `row ${start}` : `rows ${start}–${end}`);
const needless = (one: PointRun) => `${rows(one)} reported`;
const needlessChange = (row: number) => `change point at row ${row}`;
