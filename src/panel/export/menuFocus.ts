/** Grafana's dropdown has moved the focus by then, milliseconds. */
const SETTLED_MS = 50;

/**
 * Focuses the first entry of a Grafana Menu in a Dropdown; pass it as `onOpen`. The dropdown moves the focus to a frame
 * around the menu, in which arrow keys do nothing.
 *
 * @param focusOn focuses the entry with this index; -1 blurs all
 */
export function focusFirst(focusOn: (entry: number) => void): void {
  focusOn(-1);
  setTimeout(() => focusOn(0), SETTLED_MS);
}
