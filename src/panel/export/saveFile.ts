import type { ExportFile } from './exportFiles';

/** Downloads a file through the browser. */
export function saveFile({ name, type, text }: ExportFile): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the URL during the click.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
