// What every page beside the command centre begins with: words, theme, who one is, and the bar on top.

import { choose, chosen } from './choices.js';
import { h, replace } from './dom.js';
import { applyTexts, current, languages, nameOf, t, useLanguage } from './i18n.js';
import { session, signOut } from './session.js';
import { exit } from './signs.js';

/** The words of the page, in the language that was chosen or that the device speaks. */
export async function openWords() {
  await useLanguage(chosen('lang', navigator.language.startsWith('zh') ? 'zh-CN' : 'en'));
  applyTexts(document);
}

/**
 * Fills the bar: the mark, the page's name, what the page puts in the middle, language, theme and who one is.
 * @param {string} title the key of the page's name
 * @param {() => void} redraw called when the language changed
 * @param {...Node} middle
 */
export function bar(title, redraw, ...middle) {
  const target = /** @type {HTMLElement} */ (document.getElementById('bar'));
  const other = languages.find((language) => language !== current()) ?? languages[0];
  document.title = `${t(title)} · GridCity`;
  replace(
    target,
    h('a', { href: '/', class: 'home', 'aria-label': t('page.home') }, h('img', { src: '/mark.svg', alt: '', width: 28, height: 28 })),
    h('h1', {}, t(title)),
    middle,
    session.isOpen ? h('span', { class: 'badge', title: t('page.openMeans') }, t('page.open')) : null,
    h('button', { type: 'button', class: 'plain', id: 'language', lang: other, onclick: () => speak(other, redraw) }, t('app.otherLanguage')),
    h('button', { type: 'button', class: 'plain', id: 'theme', 'aria-label': t('app.theme'), title: t('app.theme'), onclick: turn }, '◐'),
    session.account
      ? h('button', { type: 'button', class: 'plain', title: t('page.signOut'), onclick: signOut }, session.account.name, exit())
      : null,
  );
}

async function speak(language, redraw) {
  await useLanguage(language);
  choose('lang', current());
  applyTexts(document);
  redraw();
}

function turn() {
  const { dataset } = document.documentElement;
  dataset.theme = dataset.theme === 'light' ? 'dark' : 'light';
  choose('theme', dataset.theme);
  // What is painted on canvas has the colours of before.
  document.dispatchEvent(new Event('themed'));
}

/** A choice among things with names. */
export function pickFrom(label, value, options, onchange) {
  return h(
    'label',
    { class: 'pick' },
    h('span', {}, label),
    h(
      'select',
      { onchange: (event) => onchange(event.target.value) },
      value ? null : h('option', { value: '' }, '–'),
      options.map(({ id, words }) => h('option', { value: id, selected: id === value }, words)),
    ),
  );
}

/** The names of units in the language of the page, in its order. */
export function unitOptions(units) {
  return units.map((unit) => ({ id: unit.id, words: nameOf(unit) })).sort((a, b) => a.words.localeCompare(b.words, current()));
}

let timer = 0;

/** Says something for a while, to eyes and to screen readers. */
export function toast(words, tone = 'done') {
  const target = /** @type {HTMLElement} */ (document.getElementById('toast'));
  target.className = `toast tone-${tone}`;
  target.textContent = words;
  clearTimeout(timer);
  timer = setTimeout(() => {
    target.textContent = '';
  }, 8000);
}
