import type { Interval } from '../../detector/interval';

/** Search parameters that the dashboard needs to show the same series: variables, organisation, time zone. */
const KEPT = /^(var-.*|orgId|timezone|tz)$/;

/**
 * Returns the address of this page with another time range.
 *
 * @param address of the page, with any sub-path
 * @param range epoch milliseconds
 */
export function rangeLink(address: string, { from, to }: Interval): string {
  const link = new URL(address);
  const kept = [...link.searchParams].filter(([name]) => KEPT.test(name));
  link.search = new URLSearchParams([...kept, ['from', String(from)], ['to', String(to)]]).toString();
  return link.toString();
}

/** Copies text to the clipboard. Returns false if it fails, for example on a page without a secure origin. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // The caller shows the text instead, so that the user can copy it.
    return false;
  }
}
