import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { extractTexts } from './extract';
import { TRANSLATIONS, localeFile, neededTexts, nested, readLocale } from './localeFiles';

/** `npm run texts`: writes the English texts from the sources, and lists missing translations. */
const ROOT = resolve(__dirname, '../..');
const { texts, faults } = extractTexts(ROOT);
const english = localeFile(ROOT, 'en-US');
mkdirSync(dirname(english), { recursive: true });
writeFileSync(english, `${JSON.stringify(nested(texts), null, 2)}\n`);
faults.forEach((fault) => console.error(fault));

for (const language of TRANSLATIONS) {
  const translated = readLocale(ROOT, language);
  const needed = neededTexts(texts, language);
  const missing = Object.entries(needed).filter(([key]) => translated[key] === undefined);
  const left = Object.keys(translated).filter((key) => needed[key] === undefined);
  console.log(`${language}: ${Object.keys(needed).length - missing.length} of ${Object.keys(needed).length} texts`);
  missing.forEach(([key, text]) => console.log(`  missing  ${key}: ${text}`));
  left.forEach((key) => console.log(`  unused   ${key}`));
}
process.exitCode = faults.length > 0 ? 1 : 0;
