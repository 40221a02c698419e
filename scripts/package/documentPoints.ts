import { textOf } from './pluginFiles';
import type { Point } from './point';

/** The documents that people read in the catalogue. */
export const documentPoints: readonly Point[] = [
  {
    claim: "the README is the plugin's own, with the frames that it reads, and without an installation section",
    faults({ files }) {
      const readme = textOf(files, 'README.md');
      const headings = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
      return [
        ...(headings.some((heading) => /frame/i.test(heading)) ? [] : ['no section tells of data frames']),
        ...headings.filter((heading) => /install/i.test(heading)).map((heading) => `“${heading}” is about installing`),
        ...(/\bnpm (install|run|start|ci)\b|docker compose/.test(readme) ? ['it has commands for developers'] : []),
      ];
    },
  },
  {
    claim: 'links and pictures of README and model card lead somewhere from the catalogue, too: no relative address',
    faults({ files }) {
      return ['README.md', 'models/MODEL_CARD.md'].flatMap((document) =>
        [...textOf(files, document).matchAll(/\]\(([^)\s]+)/g)]
          .filter(([, address]) => !/^(https:\/\/|#)/.test(address))
          .map(([, address]) => `${document}: ${address} is relative`)
      );
    },
  },
  {
    claim: 'the changelog tells what is in this version',
    faults({ files }) {
      const [, newest = ''] = textOf(files, 'CHANGELOG.md').split(/^## .*$/m);
      return /^- \S/m.test(newest) ? [] : ['its newest section lists nothing'];
    },
  },
  {
    claim: 'the licence is Apache-2.0, in the archive and in package.json',
    faults({ files, repository }) {
      const licence = textOf(files, 'LICENSE');
      return [
        ...(/Apache License\s+Version 2\.0, January 2004/.test(licence) ? [] : ['LICENSE is another text']),
        ...(repository.license === 'Apache-2.0' ? [] : [`package.json says ${repository.license}`]),
      ];
    },
  },
  {
    claim: "the model card tells the model's use, limits, training data, evaluation and licence",
    faults({ files }) {
      const card = textOf(files, 'models/MODEL_CARD.md').toLowerCase();
      return ['use', 'limit', 'train', 'evaluat', 'licen']
        .filter((word) => !card.includes(word))
        .map((word) => `no word of “${word}…”`);
    },
  },
];
