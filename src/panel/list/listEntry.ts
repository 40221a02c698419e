/** Takes the focus where the list has no row. */
export const EMPTY_LIST = 'data-empty-list';

/** What in the list takes the focus: the row that the Tab key leads to, or the sentence that stands for rows. */
export function listEntryIn(element: Element | null | undefined): HTMLElement | null | undefined {
  return element?.querySelector<HTMLElement>(`[data-row][tabindex="0"], [${EMPTY_LIST}]`);
}
