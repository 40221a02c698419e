import { createContext } from 'react';
import type { ChartActions } from '../plot/actions';

/** Apart from the plots' props: new actions are no reason to lay out a plot anew. */
export const SmallActions = createContext<ChartActions>({});
