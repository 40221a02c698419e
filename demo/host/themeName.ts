export type ThemeName = 'dark' | 'light';

const STORAGE_KEY = 'residual-demo.theme';

/** The theme last chosen on this page, dark at first, as in Grafana. `?theme=light` in the address goes before. */
export function readThemeName(): ThemeName {
  const asked = new URLSearchParams(window.location.search).get('theme') ?? window.localStorage.getItem(STORAGE_KEY);
  return asked === 'light' ? 'light' : 'dark';
}

export function storeThemeName(name: ThemeName): void {
  window.localStorage.setItem(STORAGE_KEY, name);
  document.documentElement.dataset.theme = name;
}
