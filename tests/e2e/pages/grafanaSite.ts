import { type DashboardPage, type PanelEditPage, type PluginFixture } from '@grafana/plugin-e2e';
import { expect, type Page } from '@playwright/test';
import { tutorialStory } from '../../../demo/generator/generator';
import { type ProvisionedDashboard, readDashboard } from '../provisioned';
import { ResidualPanel } from './residualPanel';
import { type OptionsEditor, type Site, STORY_TITLE, type Story, type ThemeName } from './site';

type Goto = Pick<PluginFixture, 'gotoDashboardPage' | 'gotoPanelEditPage'>;

/** Less than a window's height, pixels. */
const SCROLL_STEP_PX = 400;

/** Grafana with the dashboards of provisioning/. */
export class GrafanaSite implements Site {
  private dashboard: ProvisionedDashboard | undefined;
  private view: DashboardPage | undefined;

  constructor(
    private readonly page: Page,
    private readonly go: Goto
  ) {}

  /** @param file name in provisioning/dashboards */
  async open(file: string, theme?: ThemeName): Promise<ProvisionedDashboard> {
    const dashboard = readDashboard(file);
    const queryParams = theme && new URLSearchParams({ theme });
    this.view = await this.go.gotoDashboardPage({ uid: dashboard.uid, queryParams });
    this.dashboard = dashboard;
    return dashboard;
  }

  /**
   * Scrolls down until a panel of the open dashboard is in view: Grafana draws none before. Panels are to be asked for in
   * their order.
   */
  async reveal(title: string): Promise<ResidualPanel> {
    const panel = this.panel(title);
    await expect(async () => {
      if (!(await panel.root.isVisible())) {
        await this.page.evaluate((step) => document.scrollingElement?.scrollBy(0, step), SCROLL_STEP_PX);
      }
      await expect(panel.root).toBeVisible({ timeout: 1000 });
    }).toPass();
    await panel.root.scrollIntoViewIfNeeded();
    return panel;
  }

  private panel(title: string): ResidualPanel {
    if (!this.view) {
      throw new Error('No dashboard is open.');
    }
    return new ResidualPanel(this.view.getPanelByTitle(title).locator);
  }

  async openStory(theme?: ThemeName): Promise<Story> {
    const { time } = await this.open('story.json', theme);
    const [from, to] = [Date.parse(time.from), Date.parse(time.to)];
    return {
      panel: this.panel(STORY_TITLE),
      series: tutorialStory(),
      shareOf: (at) => (at - from) / (to - from),
    };
  }

  async editOptions(title: string): Promise<GrafanaOptions> {
    const panel = this.dashboard?.panels.find((one) => one.title === title);
    if (!this.dashboard || !panel) {
      throw new Error(`The open dashboard has no panel “${title}”.`);
    }
    const { uid } = this.dashboard;
    return new GrafanaOptions(await this.go.gotoPanelEditPage({ dashboard: { uid }, id: String(panel.id) }));
  }
}

/** Grafana's panel editor. */
export class GrafanaOptions implements OptionsEditor {
  readonly panel: ResidualPanel;

  constructor(readonly page: PanelEditPage) {
    this.panel = new ResidualPanel(page.panel.locator);
  }

  async setSwitch(category: string, name: string, on: boolean): Promise<void> {
    const group = this.page.getCustomOptions(category);
    await group.expand();
    await (on ? group.getSwitch(name).check() : group.getSwitch(name).uncheck());
  }

  async setNumber(category: string, name: string, value: number): Promise<void> {
    const group = this.page.getCustomOptions(category);
    await group.expand();
    const input = group.getNumberInput(name);
    await input.fill(String(value));
    await input.blur();
  }
}
