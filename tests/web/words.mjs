// Words as the pages have them, for tests that read sentences.

import { readFileSync } from 'node:fs';
import { fillIn } from '../../silo/wwwroot/js/i18n.js';

/** All words of a language. */
export function wordsOf(language) {
  return JSON.parse(readFileSync(new URL(`../../silo/wwwroot/i18n/${language}.json`, import.meta.url), 'utf8'));
}

/** A function like the pages' own `t`. */
export function speak(language) {
  const words = wordsOf(language);
  return (key, values) => fillIn(words[key] ?? key, values);
}
