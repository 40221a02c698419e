import { type FieldConfigSource, type TimeRange } from '@grafana/data';
import React from 'react';
import { type DemoSeries, STORY_POINTS, tutorialStory } from '../../generator/generator';
import type { Dashboard } from '../dashboard/dashboard';
import { framesIn } from './frames';

const STEP_MS = 10_000;
/** Turns drawn at most, the latest ones: the range of a year would hold a thousand. */
const MOST_TURNS = 20;
const MINUTES = (STORY_POINTS * STEP_MS) / 60_000;

/** The tutorial's colours: the input in red; the reconstruction's blue is an option. */
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
 * The story over and over, as often as the range holds it, so that a page that stays open never runs out of it. Before
 * it begins there is nothing: a tangent that has come before would be no news.
 */
function told(start: number, range: TimeRange): DemoSeries {
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

/** The tutorial's story, ending at `now` (epoch milliseconds), and told again after. */
export function storyDashboard(now: number): Dashboard {
  const start = Math.floor(now / STEP_MS) * STEP_MS - (STORY_POINTS - 1) * STEP_MS;
  const source = (range: TimeRange) => framesIn(range, [told(start, range)]);
  return {
    id: 'story',
    title: "The tutorial's story",
    range: { from: `now-${MINUTES}m`, to: 'now' },
    tiles: [
      {
        kind: 'residual',
        id: 1,
        title: 'Joined sines, then a piece of tangent',
        description: 'Sine waves of four periods are normal here. Half-way a piece of tangent takes their place.',
        width: 17,
        height: 13,
        source,
        stepFor: () => STEP_MS,
        options: BLUE_RECONSTRUCTION,
        fieldConfig: RED_INPUT,
      },
      { kind: 'text', id: 2, title: 'What you see', width: 7, height: 13, content: () => <StoryText /> },
      {
        kind: 'residual',
        id: 3,
        title: 'The same without memory',
        description: 'What the network alone makes of it: it has learned from other series, never from this one.',
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
        description: "The panel's defaults: Grafana's palette, and a reconstruction in the shade of its series.",
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
        <b>Red</b> is the input: sine waves of several periods and heights, joined where they cross zero. They come
        again and again, so they are normal.
      </p>
      <p>
        <b>Blue</b> is the reconstruction. The bundled network squeezes each stretch into a few numbers and redraws it
        from what this series did at other times. It has no picture of a tangent, so there it fails.
      </p>
      <p>
        The <b>lane below</b> shows by how much, smoothed, and the threshold that the series sets for itself. An
        interval over it is <b>shaded</b>: the tangent, and nothing else.
      </p>
      <p>Drag across a plot to zoom; the browser&apos;s Back goes back. A panel&apos;s menu (⋮) opens its options.</p>
      <p>All of this runs in your browser. Nothing is sent anywhere.</p>
    </div>
  );
}
