import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { extractTexts } from './extract';
import { TRANSLATIONS, localeFile, nested, readLocale } from './localeFiles';

/** `npm run texts`: writes the English texts as the sources have them, and says what translations lack. */
const ROOT = resolve(__dirname, '../..');
const { texts, faults } = extractTexts(ROOT);
const english = localeFile(ROOT, 'en-US');
mkdirSync(dirname(english), { recursive: true });
writeFileSync(english, `${JSON.stringify(nested(texts), null, 2)}\n`);
faults.forEach((fault) => console.error(fault));

for (const language of TRANSLATIONS) {
  const translated = readLocale(ROOT, language);
  const missing = Object.keys(texts).filter((key) => !key.endsWith('_one') && translated[key] === undefined);
  const left = Object.keys(translated).filter((key) => texts[key] === undefined);
  console.log(`${language}: ${Object.keys(translated).length} of ${Object.keys(texts).length} texts`);
  missing.forEach((key) => console.log(`  missing  ${key}: ${texts[key]}`));
  left.forEach((key) => console.log(`  unused   ${key}`));
}
process.exitCode = faults.length > 0 ? 1 : 0;
