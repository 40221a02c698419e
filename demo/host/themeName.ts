export type ThemeName = 'dark' | 'light';

const STORAGE_KEY = 'residual-demo.theme';

/** The theme last chosen on this page; the default is dark, as in Grafana. `?theme=light` in the address takes precedence. */
export function readThemeName(): ThemeName {
  const asked = new URLSearchParams(window.location.search).get('theme') ?? window.localStorage.getItem(STORAGE_KEY);
  return asked === 'light' ? 'light' : 'dark';
}

export function storeThemeName(name: ThemeName): void {
  window.localStorage.setItem(STORAGE_KEY, name);
  document.documentElement.dataset.theme = name;
}
