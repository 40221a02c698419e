import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'glob';
import { NOTICES_FILE, thirdPartyNotices } from './licences';
import { pluginDocs } from './pluginDocs';
import { type PluginFiles, bytesOf, manifestOf, textOf } from './pluginFiles';

export interface GatherOptions {
  /** Root of the repository, with dist/ built for production. */
  readonly root: string;
  /**
   * Day of the release, `2026-03-04`. Otherwise the day of the build stays, and two builds of one commit differ.
   */
  readonly day?: string;
  /** Address of the sources, if known. It becomes the manifest's first link. */
  readonly sourcesUrl?: string;
}

/** Adds licences and the guide to the build, and date and source to its manifest. */
export function gather({ root, day, sourcesUrl }: GatherOptions): PluginFiles {
  const files = filesBelow(join(root, 'dist'));
  files.set('models/LICENSE', readFileSync(join(root, 'models/LICENSE')));
  files.set(NOTICES_FILE, bytesOf(thirdPartyNotices(files, root)));
  const { docsPath } = manifestOf(files);
  if (docsPath !== undefined) {
    pluginDocs(root).forEach((content, path) => files.set(`${docsPath}/${path}`, content));
  }
  files.set('plugin.json', bytesOf(manifest(textOf(files, 'plugin.json'), day, sourcesUrl)));
  return files;
}

function filesBelow(folder: string): Map<string, Uint8Array> {
  const paths = globSync('**', { cwd: folder, posix: true, nodir: true, dot: true });
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path))]));
}

function manifest(text: string, day: string | undefined, sourcesUrl: string | undefined): string {
  const json = JSON.parse(text) as { info: { updated: string; links: Array<{ name: string; url: string }> } };
  json.info.updated = day ?? json.info.updated;
  if (sourcesUrl !== undefined) {
    json.info.links = [{ name: 'Source', url: sourcesUrl }, ...json.info.links];
  }
  return `${JSON.stringify(json, null, 2)}\n`;
}
