import type { DemoSeries } from '../../../demo/generator/generator';
import type { ResidualPanel } from './residualPanel';

export type ThemeName = 'dark' | 'light';

/** What Grafana and the page of `npm start` have in common. */
export interface Site {
  /** Opens the dashboard of the tutorial's story. */
  openStory(theme?: ThemeName): Promise<Story>;
  /** Opens the options of a panel of the open dashboard. */
  editOptions(title: string): Promise<OptionsEditor>;
}

/** The open story, its panel and the truth about it. */
export interface Story {
  readonly panel: ResidualPanel;
  readonly series: DemoSeries;
  /** Share of the plot's width at which a time lies. @param time epoch milliseconds */
  shareOf(time: number): number;
}

/** The options of one panel, by the names that people read. */
export interface OptionsEditor {
  /** The panel as it is drawn beside its options. */
  readonly panel: ResidualPanel;
  setSwitch(category: string, name: string, on: boolean): Promise<void>;
  setNumber(category: string, name: string, value: number): Promise<void>;
}

export const STORY_TITLE = 'Joined sines, then a piece of tangent';
