import { createContext } from 'react';
import type { ChartActions } from '../plot/actions';

/** A context instead of props, so that new actions do not render all plots again. */
export const SmallActions = createContext<ChartActions>({});
