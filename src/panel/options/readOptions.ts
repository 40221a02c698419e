import type { NewestRows } from '../../data/completeness/newestRows';
import type { Field } from '@grafana/data';
import type { ReportRules } from '../../detector/report/report';
import type { DetectorSettings } from '../../detector/settings';
import { record } from '../../shared/record';
import { migrated } from './migration';
import { SERIES_OPTIONS } from './detectionOptions';
import type { AnyGroup, Option, ValuesOf } from './optionKinds';
import { DEFAULT_OPTIONS, OPTIONS, type ResidualOptions } from './options';
import { millisecondsIn } from './ownKinds';

/** The options to use, and one sentence for each changed value. */
interface ReadOptions {
  readonly options: ResidualOptions;
  readonly notices: readonly string[];
}

/**
 * Reads options that may be missing, of another type or out of bounds. Never throws. Missing values silently take their
 * default; every other change adds a notice.
 */
export function readOptions(written: unknown): ReadOptions {
  const from = migrated(record(written));
  const notices: string[] = [];
  const group = <Options extends AnyGroup>(key: string, options: Options) =>
    readGroup(options, record(from[key]), notices);
  const options: ResidualOptions = {
    detection: group('detection', OPTIONS.detection),
    engine: readOption(OPTIONS.engine, from.engine, notices),
    newest: group('newest', OPTIONS.newest),
    report: group('report', OPTIONS.report),
    lookback: group('lookback', OPTIONS.lookback),
    teaching: group('teaching', OPTIONS.teaching),
    display: group('display', OPTIONS.display),
    layout: group('layout', OPTIONS.layout),
    list: group('list', OPTIONS.list),
    legend: { ...DEFAULT_OPTIONS.legend, ...record(from.legend) },
    tooltip: { ...DEFAULT_OPTIONS.tooltip, ...record(from.tooltip) },
  };
  if (!Array.isArray(options.legend.calcs)) {
    options.legend.calcs = [];
  }
  return { options, notices };
}

export interface SeriesOptions {
  /** Undefined if the series overrides no detector setting. */
  readonly detection: Partial<DetectorSettings> | undefined;
  readonly report: Partial<ReportRules>;
  /** One sentence for each changed value. */
  readonly notices: readonly string[];
}

/** Reads the field overrides of one series. Never throws. */
export function readSeriesOptions(series: string, field: Pick<Field, 'config'>): SeriesOptions {
  const written = record(field.config.custom);
  const notices: string[] = [];
  const read = <Options extends AnyGroup>(options: Options) => {
    const isSet = Object.entries(options).filter(([key]) => (written[key] ?? null) !== null);
    return readGroup(Object.fromEntries(isSet), written, notices, series) as Partial<ValuesOf<Options>>;
  };
  const detection = read(SERIES_OPTIONS.detection);
  const report = read(SERIES_OPTIONS.report);
  return { detection: Object.keys(detection).length > 0 ? detection : undefined, report, notices };
}

/** Reads each option of a group from an object. */
function readGroup<Options extends AnyGroup>(
  options: Options,
  written: Readonly<Record<string, unknown>>,
  notices: string[],
  owner?: string
): ValuesOf<Options> {
  const values = Object.entries(options).map(([key, option]) => [
    key,
    readOption(option, written[key], notices, owner),
  ]);
  return Object.fromEntries(values) as ValuesOf<Options>;
}

/** @param owner names the series that the option belongs to, for notices */
function readOption<Value>(option: Option<Value>, written: unknown, notices: string[], owner = ''): Value {
  if (written === undefined) {
    return option.default;
  }
  const [name, , noticeName = name] = option.texts();
  return option.read(written, owner === '' ? noticeName : `${owner}, ${noticeName}`, notices);
}

/** How the newest rows are judged. */
export function newestRows({ rows, excluded }: ResidualOptions['newest']): NewestRows {
  return rows === 'exclude' ? excluded : rows;
}

/** The look-back before the visible range: milliseconds, `auto`, or null for none. */
export function lookbackMode({ mode, duration }: ResidualOptions['lookback']): 'auto' | number | null {
  return mode === 'off' ? null : mode === 'auto' ? 'auto' : millisecondsIn(duration);
}
