/** By then Grafana's dropdown has given the focus to whom it wants, milliseconds. */
const SETTLED_MS = 50;

/**
 * For `onOpen` of Grafana's Menu in its Dropdown: the dropdown takes the focus from the first entry to a frame around the
 * menu, where the arrow keys do nothing. This gives it back.
 *
 * @param focusOn gives an entry the focus by its number, -1 takes it from all
 */
export function focusFirst(focusOn: (entry: number) => void): void {
  focusOn(-1);
  setTimeout(() => focusOn(0), SETTLED_MS);
}
