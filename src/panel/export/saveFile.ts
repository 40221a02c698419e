import type { ExportFile } from './exportFiles';

/** Hands a file to the browser, which saves it or asks where to. */
export function saveFile({ name, type, text }: ExportFile): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has read the address once the click is through.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
