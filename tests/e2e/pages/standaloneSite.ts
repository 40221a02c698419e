import type { Locator, Page } from '@playwright/test';
import { STORY_POINTS, tutorialStory } from '../../../demo/generator/generator';
import { ResidualPanel } from './residualPanel';
import { type OptionsEditor, type Site, STORY_TITLE, type Story, type ThemeName } from './site';

/** The page's idea of now, so that the story lies at known times. */
const NOW = Date.UTC(2026, 2, 4, 12);
const STEP_MS = 10_000;
const STORY_MS = STORY_POINTS * STEP_MS;

/** The page of `npm start`. */
export class StandaloneSite implements Site {
  constructor(private readonly page: Page) {}

  async openStory(theme: ThemeName = 'dark'): Promise<Story> {
    await this.page.clock.setFixedTime(NOW);
    await this.page.goto('./#story');
    // Another hash alone loads nothing where the page is open already.
    await this.page.reload();
    if (theme === 'light') {
      await this.page.getByRole('button', { name: 'Change to the light theme' }).click();
    }
    const start = Math.floor(NOW / STEP_MS) * STEP_MS - (STORY_POINTS - 1) * STEP_MS;
    return {
      panel: new ResidualPanel(this.frame(STORY_TITLE)),
      series: tutorialStory({ start, stepMs: STEP_MS }),
      shareOf: (at) => (at - (NOW - STORY_MS)) / STORY_MS,
    };
  }

  async editOptions(title: string): Promise<OptionsEditor> {
    const frame = this.frame(title);
    await frame.hover();
    await frame.getByRole('button', { name: `Menu for panel ${title}` }).click();
    await this.page.getByRole('menuitem', { name: 'Edit options' }).click();
    return new StandaloneOptions(new ResidualPanel(frame), this.page.getByTestId('options-pane'));
  }

  private frame(title: string): Locator {
    return this.page.getByTestId(`data-testid Panel header ${title}`);
  }
}

/** The page's options pane. Names are told apart without their category; a description follows them. */
class StandaloneOptions implements OptionsEditor {
  constructor(
    readonly panel: ResidualPanel,
    private readonly pane: Locator
  ) {}

  async setSwitch(_: string, name: string, on: boolean): Promise<void> {
    const input = this.pane.getByRole('switch', { name: beginsWith(name) });
    if ((await input.isChecked()) !== on) {
      // Grafana's switch draws its label over the input.
      await input.click({ force: true });
    }
  }

  async setNumber(_: string, name: string, value: number): Promise<void> {
    const input = this.pane.getByRole('spinbutton', { name: beginsWith(name) });
    await input.fill(String(value));
    await input.blur();
  }
}

function beginsWith(name: string): RegExp {
  return new RegExp(`^${name.replace(/[^\w\s]/g, '\\$&')}`);
}
