import { dateMath, dateTime, type RawTimeRange, type TimeRange } from '@grafana/data';
import { useEffect, useState } from 'react';

/** The open dashboard and, if it was changed, its range. Kept in the address, so that Back works. */
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

/** The current address, and a function that goes to another. A step that changes nothing adds no entry to the history. */
export function useAddress(): [Address & { readonly readAt: number }, (next: Address) => void] {
  const [address, setAddress] = useState(readAddress);
  useEffect(() => {
    const read = () => setAddress(readAddress());
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return [address, (next) => window.location.assign(formatAddress(next))];
}

/** `readAt` is the time of reading in epoch milliseconds, from which a relative range counts. */
function readAddress() {
  return { ...parseAddress(window.location.hash), readAt: Date.now() };
}

/** The range as absolute times. `now` is in epoch milliseconds; days and weeks begin in the given time zone. */
export function resolveRange(raw: RawTimeRange, timezone: string, now: number): TimeRange {
  const resolve = (time: RawTimeRange['from'], roundUp: boolean) =>
    dateMath.toDateTime(time, { roundUp, timezone, now }) ?? dateTime(now);
  return { from: resolve(raw.from, false), to: resolve(raw.to, true), raw };
}

function parseTime(text: string | null): RawTimeRange['from'] | undefined {
  if (text === null) {
    return undefined;
  }
  if (/^-?\d+$/.test(text)) {
    return dateTime(Number(text));
  }
  return dateMath.isMathString(text) && dateMath.isValid(text) ? text : undefined;
}

function formatTime(time: RawTimeRange['from']): string {
  return typeof time === 'string' ? time : String(time.valueOf());
}
