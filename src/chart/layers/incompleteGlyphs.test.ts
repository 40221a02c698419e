import { createTheme } from '@grafana/data';
import { Certainty } from '../../detector/detection';
import { plotOf } from '../plot/canvas.fixture';
import { judgedSeries } from '../plot/judgedSeries.fixture';
import { type ChartSeries, makePlotModel } from '../plot/plotModel';
import { drawIncomplete } from './incompleteGlyphs';

const { certain, incomplete } = Certainty;

function ringsAt(all: readonly ChartSeries[]) {
  const model = makePlotModel(all);
  const { plot, drawn } = plotOf(model);
  Object.assign(plot, { series: [{}, ...model.lines.map(() => ({ scale: 'y' }))] });
  const isInView = drawIncomplete(plot, createTheme());
  return { isInView, xs: drawn.filter(({ call }) => call === 'arc').map(({ args: [x] }) => x) };
}
const seriesWith = (certainty: readonly number[], custom = {}) =>
  judgedSeries({ errors: certainty.map(() => 0), certainty, custom });

test('a ring marks each value that is not complete, of every visible series', () => {
  const partial = [incomplete, certain, certain, incomplete];
  expect(ringsAt([seriesWith(partial)])).toEqual({ isInView: true, xs: [0, 30] });
  expect(ringsAt([seriesWith(partial), seriesWith([certain, certain, incomplete])]).xs).toEqual([0, 30, 20]);
});

test('of many in a row only the newest has a ring, because a pattern marks them', () => {
  const many = [incomplete, certain, ...Array<number>(5).fill(incomplete)];
  expect(ringsAt([seriesWith(many)]).xs).toEqual([0, 60]);
  expect(ringsAt([seriesWith([certain, incomplete, incomplete])]).xs).toEqual([10, 20]);
});

test('none is drawn for a hidden series, outside of the plot, or if all values are complete', () => {
  expect(ringsAt([seriesWith([incomplete, certain], { hideFrom: { viz: true } })])).toEqual({
    isInView: false,
    xs: [],
  });
  const beyond = [...Array<number>(150).fill(certain), incomplete];
  expect(ringsAt([seriesWith(beyond)])).toEqual({ isInView: false, xs: [] });
  expect(ringsAt([seriesWith([certain, certain])]).isInView).toBe(false);
  expect(ringsAt([judgedSeries({ errors: [0, 0], skipped: true })]).isInView).toBe(false);
});
