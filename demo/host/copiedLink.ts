/**
 * Takes over the range of an address as Grafana writes it, and as the panel copies it: `?from=1&to=2#story`. This page
 * keeps it behind the dashboard's name, `#story?from=1&to=2`, where the one that was copied goes before what stood there.
 *
 * @returns the address as this page keeps it; as it was where its query has no range
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
