/** Of the page's address what makes the dashboard show the same series: its variables, its organisation, its time zone. */
const KEPT = /^(var-.*|orgId|timezone|tz)$/;

/**
 * An address that opens this page on another range.
 *
 * @param address the page's own, with any sub-path
 * @param range epoch milliseconds
 */
export function rangeLink(address: string, { from, to }: { readonly from: number; readonly to: number }): string {
  const link = new URL(address);
  const kept = [...link.searchParams].filter(([name]) => KEPT.test(name));
  link.search = new URLSearchParams([...kept, ['from', String(from)], ['to', String(to)]]).toString();
  return link.toString();
}

/** Whether the text is now in the clipboard: pages without a secure origin have none. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Refused, or no clipboard at all: the caller shows the text to be copied by hand.
    return false;
  }
}
