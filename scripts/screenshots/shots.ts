import type { Locator, Page } from '@playwright/test';
import { choose, open, openCsv, openInspector, openOptions, panel, selectStretch, setNumber } from './page';
import { hostsCsv, instancesCsv, requestsCsv, yardstickCsv } from './series';

export interface Shot {
  /** Path of the picture in the repository. */
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** Number of pixels to cut off at the top, because they show the demo page and not the panel. */
  readonly without?: number;
  /** Prepares the page. @returns the element to capture, or null for the whole window */
  stage(page: Page, url: string): Promise<Locator | null>;
}

/** A time in the tangent of the story, as a share of the range. */
const TANGENT = 0.645;

/** The four pictures of the catalogue. plugin.json lists them. */
const CATALOGUE: readonly Shot[] = [
  {
    file: 'src/img/story-dark.png',
    width: 1480,
    height: 700,
    async stage(page, url) {
      await open(page, url, 'story', 'dark');
      return panel(page, 1);
    },
  },
  {
    file: 'src/img/metrics-light.png',
    width: 1060,
    height: 620,
    without: 60,
    async stage(page, url) {
      await open(page, url, 'metrics', 'light');
      return null;
    },
  },
  {
    file: 'src/img/options-dark.png',
    width: 1160,
    height: 800,
    without: 190,
    async stage(page, url) {
      await openCsv(page, url, 'requests.csv', requestsCsv(), 'dark');
      await openOptions(page, 101);
      return null;
    },
  },
  {
    file: 'src/img/inspector-light.png',
    width: 1100,
    height: 640,
    async stage(page, url) {
      await open(page, url, 'story', 'light');
      await openInspector(page, 1, TANGENT);
      return null;
    },
  },
];

/** A CSV file in its panel in the light theme, after further steps. */
function ofCsv(
  shot: Pick<Shot, 'file' | 'width' | 'height'>,
  [name, csv]: readonly [name: string, csv: () => string],
  then: (page: Page) => Promise<unknown> = async () => undefined
): Shot {
  return {
    ...shot,
    async stage(page, url) {
      await openCsv(page, url, name, csv(), 'light');
      await then(page);
      return panel(page, 101);
    },
  };
}

/** The guide's series under one option: too small, right, too large. */
function underOption(file: string, path: string, value: number): Shot {
  return ofCsv(guideImage(file), ['requests.csv', requestsCsv], async (page) => {
    await choose(page, 101, 'detection.windowSize', 'Fixed');
    if (path !== 'detection.windowSize') {
      await setNumber(page, 101, 'detection.windowSize', 96);
    }
    await setNumber(page, 101, path, value);
  });
}

/** A picture of the guide in the usual size. */
const guideImage = (name: string, width = 900, height = 800) => ({
  file: `docs/guide/images/${name}.png`,
  width,
  height,
});

const GUIDE: readonly Shot[] = [
  {
    file: 'docs/guide/images/reading.png',
    width: 1280,
    height: 700,
    async stage(page, url) {
      await open(page, url, 'story', 'light');
      const plot = panel(page, 1).locator('.u-over');
      const box = await plot.boundingBox();
      if (!box) {
        throw new Error('The plot has no place on the page.');
      }
      await page.mouse.move(box.x + box.width * 0.64, box.y + 60);
      await page.mouse.move(box.x + box.width * 0.653, box.y + 60);
      await page.getByTestId('residual-tooltip').waitFor();
      return panel(page, 1);
    },
  },
  ofCsv(guideImage('many-series', 640, 830), ['hosts.csv', hostsCsv]),
  ofCsv(guideImage('overview'), ['instances.csv', () => instancesCsv(20)]),
  ofCsv(guideImage('small-multiples'), ['instances.csv', () => instancesCsv(8)], async (page) => {
    await choose(page, 101, 'layout.arrangement', 'Small multiples');
    await panel(page, 101).locator('.u-over').nth(7).waitFor({ timeout: 120_000 });
  }),
  ofCsv(guideImage('list'), ['instances.csv', () => instancesCsv(16)], async (page) => {
    await choose(page, 101, 'list.placement', 'Bottom');
    await panel(page, 101).getByRole('grid').waitFor();
  }),
  {
    file: 'docs/guide/images/inspector.png',
    width: 1280,
    height: 960,
    async stage(page, url) {
      await open(page, url, 'story', 'light');
      return openInspector(page, 1, TANGENT);
    },
  },
  ofCsv(guideImage('labels'), ['requests.csv', requestsCsv], async (page) => {
    await selectStretch(page, 101, 0.64, 0.72);
    await page.mouse.move(0, 0);
  }),
  underOption('window-too-small', 'detection.windowSize', 16),
  underOption('window-right', 'detection.windowSize', 96),
  underOption('window-too-large', 'detection.windowSize', 256),
  underOption('span-too-small', 'detection.span', 1),
  underOption('span-right', 'detection.span', 10),
  underOption('span-too-large', 'detection.span', 400),
];

/** A series of the yardstick with its anomalies, for the model card. */
function ofYardstick(file: string, id: string): Shot {
  return ofCsv({ file: `docs/images/${file}.png`, width: 620, height: 800 }, [
    `${id.slice(2)}.csv`,
    () => yardstickCsv(id),
  ]);
}

const CARD: readonly Shot[] = [
  ofYardstick('card-right', '1-pulse-freq'),
  ofYardstick('card-wrong', '1-square-reverse'),
  ofYardstick('card-noise', '1-ar-none'),
];

export const SHOTS: readonly Shot[] = [...CATALOGUE, ...GUIDE, ...CARD];
