import { type FieldConfigSource, type TimeRange } from '@grafana/data';
import React from 'react';
import { type DemoSeries, STORY_POINTS, tutorialStory } from '../../generator/generator';
import type { Dashboard } from '../dashboard/dashboard';
import { framesIn } from './frames';

const STEP_MS = 10_000;
/** Maximum number of turns, the latest ones: a range of a year would have a thousand. */
const MOST_TURNS = 20;
const MINUTES = (STORY_POINTS * STEP_MS) / 60_000;

/** The tutorial's red for the input. An option sets the blue of the reconstruction. */
const RED_INPUT: FieldConfigSource = {
  defaults: {},
  overrides: [
    {
      matcher: { id: 'byName', options: 'Joined sines' },
      properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: 'red' } }],
    },
  ],
};
const BLUE_RECONSTRUCTION = {
  display: {
    reconstructionColorMode: 'fixed',
    reconstructionColor: 'blue',
    shadingColorMode: 'fixed',
    shadingColor: 'orange',
  },
};

/**
 * Repeats the story as often as it fits into the range, so that a page that stays open always has data. There is no data
 * before `start`, because an earlier tangent would make the tangent normal.
 */
function repeated(start: number, range: TimeRange): DemoSeries {
  const turn = STORY_POINTS * STEP_MS;
  const first = Math.max(0, Math.floor((range.from.valueOf() - start) / turn));
  const last = Math.max(first, Math.floor((range.to.valueOf() - start) / turn));
  const from = Math.max(first, last - MOST_TURNS + 1);
  const turns = Array.from({ length: last - from + 1 }, (_, i) =>
    tutorialStory({ start: start + (from + i) * turn, stepMs: STEP_MS })
  );
  return {
    ...turns[0],
    times: turns.flatMap(({ times }) => times),
    values: turns.flatMap(({ values }) => values),
    incidents: turns.flatMap(({ incidents }) => incidents),
  };
}

/** The tutorial's story. It ends at `now` (epoch milliseconds) and then repeats. */
export function storyDashboard(now: number): Dashboard {
  const start = Math.floor(now / STEP_MS) * STEP_MS - (STORY_POINTS - 1) * STEP_MS;
  const source = (range: TimeRange) => framesIn(range, [repeated(start, range)]);
  return {
    id: 'story',
    title: "The tutorial's story",
    range: { from: `now-${MINUTES}m`, to: 'now' },
    tiles: [
      {
        kind: 'residual',
        id: 1,
        title: 'Joined sines, then a piece of tangent',
        description: 'Sine waves of four periods are normal here. Halfway, a piece of a tangent curve replaces them.',
        width: 17,
        height: 13,
        source,
        stepFor: () => STEP_MS,
        options: BLUE_RECONSTRUCTION,
        fieldConfig: RED_INPUT,
      },
      { kind: 'text', id: 2, title: 'What you should see', width: 7, height: 13, content: () => <StoryText /> },
      {
        kind: 'residual',
        id: 3,
        title: 'The same without memory',
        description:
          'The network reconstructs each window on its own. It was trained on other series, never on this one.',
        width: 12,
        height: 9,
        source,
        stepFor: () => STEP_MS,
        options: { ...BLUE_RECONSTRUCTION, detection: { memory: false } },
        fieldConfig: RED_INPUT,
      },
      {
        kind: 'residual',
        id: 4,
        title: 'The same with default options',
        description: "The panel's defaults: Grafana's palette, and a reconstruction in the hue of its series.",
        width: 12,
        height: 9,
        source,
        stepFor: () => STEP_MS,
      },
    ],
  };
}

function StoryText() {
  return (
    <div>
      <p>
        <b>Red</b> is the input: sine waves of several periods and heights, joined at their zero crossings. They repeat,
        so they are normal.
      </p>
      <p>
        <b>Blue</b> is the reconstruction. The bundled network compresses each window into a few numbers and
        reconstructs it from similar windows of this series. No other window has a tangent, so the reconstruction fails
        there.
      </p>
      <p>
        The <b>lane below</b> shows the score, the smoothed error as a thin line, and the threshold, which the detector
        derives from the series. An interval over the threshold is <b>shaded</b>: the tangent, and nothing else.
      </p>
      <p>
        Drag across a plot to zoom. Press Back in the browser to zoom out. Open a panel&apos;s options in its menu (⋮).
      </p>
      <p>Everything runs in your browser. No data leaves it.</p>
    </div>
  );
}
