import { dateTime, rangeUtil, type RawTimeRange, type TimeRange } from '@grafana/data';
import { useEffect, useState } from 'react';

/** Which dashboard is open and, where it was changed, over which range: kept in the address, so that Back goes back. */
export interface Address {
  readonly dashboard: string;
  readonly range?: RawTimeRange;
}

/** Reads `#metrics?from=now-7d&to=now`; a time is relative (`now-7d`) or in epoch milliseconds. */
export function parseAddress(hash: string): Address {
  const [dashboard = '', query = ''] = hash.replace(/^#/, '').split('?');
  const parameters = new URLSearchParams(query);
  const from = parseTime(parameters.get('from'));
  const to = parseTime(parameters.get('to'));
  return from === undefined || to === undefined ? { dashboard } : { dashboard, range: { from, to } };
}

export function formatAddress({ dashboard, range }: Address): string {
  return range ? `#${dashboard}?from=${formatTime(range.from)}&to=${formatTime(range.to)}` : `#${dashboard}`;
}

/** The address, kept current, and a way to go to another; a step that changes nothing leaves no trace in the history. */
export function useAddress(): [Address, (next: Address) => void] {
  const [address, setAddress] = useState(() => parseAddress(window.location.hash));
  useEffect(() => {
    const read = () => setAddress(parseAddress(window.location.hash));
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return [address, (next) => window.location.assign(formatAddress(next))];
}

/** The range in points of time, "now" being the moment of the call. */
export function resolveRange(raw: RawTimeRange, timeZone: string): TimeRange {
  return rangeUtil.convertRawToRange(raw, timeZone);
}

function parseTime(text: string | null): RawTimeRange['from'] | undefined {
  if (text === null) {
    return undefined;
  }
  if (/^-?\d+$/.test(text)) {
    return dateTime(Number(text));
  }
  return rangeUtil.isRelativeTime(text) ? text : undefined;
}

function formatTime(time: RawTimeRange['from']): string {
  return typeof time === 'string' ? time : String(time.valueOf());
}
