/** Attribute of the element that takes the focus if the list is empty. */
export const EMPTY_LIST = 'data-empty-list';

/** The focusable element of the list: its tab stop, or the text of an empty list. */
export function listEntryIn(element: Element | null | undefined): HTMLElement | null | undefined {
  return element?.querySelector<HTMLElement>(`[data-row][tabindex="0"], [${EMPTY_LIST}]`);
}
