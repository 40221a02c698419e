/** What a panel does with annotations. */
export type Action = 'read' | 'write' | 'delete';

/** Longest time for an action, milliseconds. */
export const TIMEOUT_MS = 10_000;
