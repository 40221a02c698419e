import { defer, switchMap } from 'rxjs';
import type { RunLonger } from './longerQuery';

const loadRunner = () => import(/* webpackChunkName: "lookback" */ './runLonger');

/** Loads the runner from a file of its own, because a panel is drawn before it looks back. */
export const runWhenLoaded: RunLonger = (request) =>
  defer(loadRunner).pipe(switchMap(({ runLonger }) => runLonger(request)));
