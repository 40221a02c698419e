/**
 * Converts an address in Grafana's form, which the panel copies: `?from=1&to=2#story`. This page keeps the range behind
 * the dashboard's name: `#story?from=1&to=2`. The copied range replaces a range that is already there.
 *
 * @returns the address in this page's form; unchanged if its query has no range
 */
export function withRangeTakenOver(address: string): string {
  const url = new URL(address);
  const [from, to] = [url.searchParams.get('from'), url.searchParams.get('to')];
  if (from === null || to === null) {
    return address;
  }
  url.searchParams.delete('from');
  url.searchParams.delete('to');
  const [dashboard] = url.hash.replace(/^#/, '').split('?');
  url.hash = `${dashboard}?${new URLSearchParams({ from, to }).toString()}`;
  return url.toString();
}
