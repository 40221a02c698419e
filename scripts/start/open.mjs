import { spawn } from 'node:child_process';

/** Opens a browser if there is a screen. A failure does not matter, because the address is already printed. */
export function openBrowser(url, { platform = process.platform, env = process.env } = {}) {
  const command = {
    darwin: ['open', url],
    win32: ['cmd', '/c', 'start', '""', url.replaceAll('&', '^&')],
  }[platform] ?? ['xdg-open', url];
  const headless = platform !== 'darwin' && platform !== 'win32' && !env.DISPLAY && !env.WAYLAND_DISPLAY;
  if (headless || env.CI) {
    return;
  }
  spawn(command[0], command.slice(1), { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
