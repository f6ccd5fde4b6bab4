// Two languages in two flat files with the same keys.

export const languages = ['zh-CN', 'en'];

let language = 'zh-CN';
/** @type {Record<string, string>} */
let texts = {};

/** Fetches the words of a language and makes it the current one. */
export async function useLanguage(wanted) {
  const chosen = languages.includes(wanted) ? wanted : languages[0];
  const response = await fetch(`/i18n/${chosen}.json`);
  if (!response.ok) {
    throw new Error(`The words of ${chosen} could not be read (${response.status}).`);
  }
  texts = await response.json();
  language = chosen;
  document.documentElement.lang = chosen;
}

/** The current language. */
export function current() {
  return language;
}

/** The words of a key with its {values} filled in; the key itself when there are none, so that a gap is seen. */
export function t(key, values) {
  return fillIn(texts[key] ?? key, values);
}

/** Whether a key has words. */
export function has(key) {
  return Object.hasOwn(texts, key);
}

/** Fills {name} in a text. */
export function fillIn(text, values) {
  return values ? text.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all)) : text;
}

/** The name in the current language of anything that has two; features of layers call the second one name_zh. */
export function nameOf(thing) {
  return pick(thing?.name, thing?.nameZh || thing?.name_zh);
}

/** One of two texts by the current language. */
export function pick(english, chinese) {
  return (language === 'zh-CN' ? chinese || english : english || chinese) ?? '';
}

/** Writes the words into everything of the page that names a key. */
export function applyTexts(root) {
  for (const element of root.querySelectorAll('[data-t]')) {
    element.textContent = t(element.dataset.t);
  }
  for (const element of root.querySelectorAll('[data-t-label]')) {
    element.setAttribute('aria-label', t(element.dataset.tLabel));
    if (element.localName === 'button') {
      element.setAttribute('title', t(element.dataset.tLabel));
    }
  }
}
