import type { PanelPluginMeta } from '@grafana/data';
import i18next from 'i18next';

const ENGLISH = 'en-US';

/** `?lang=ko-KR` in the address, in place of the language of a Grafana profile. */
function askedLanguage(): string {
  return new URLSearchParams(window.location.search).get('lang') ?? ENGLISH;
}

/** Gives the texts of the plugin's languages to i18next before the plugin runs, as Grafana does. */
export async function loadTranslations(
  base: string,
  { id, languages = [] }: PanelPluginMeta & { languages?: string[] }
): Promise<void> {
  const language = languages.includes(askedLanguage()) ? askedLanguage() : ENGLISH;
  await Promise.all([...new Set([ENGLISH, language])].map((one) => loadLanguage(base, id, one)));
  await i18next.changeLanguage(language);
}

async function loadLanguage(base: string, id: string, language: string): Promise<void> {
  const url = `${base}/locales/${language}/${id}.json`;
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url} could not be loaded (HTTP ${response.status}). Is the plugin built? Run npm start again.`);
  }
  i18next.addResourceBundle(language, id, await response.json(), true, false);
}
