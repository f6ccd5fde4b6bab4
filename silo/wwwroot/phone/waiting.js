// What has not arrived yet, and what never will and why.

import { h } from '../js/dom.js';
import { moment } from '../js/format.js';
import { current, t } from '../js/i18n.js';
import { discard, flush, retry, state } from './outbox.js';

export function waitingView(phone) {
  return h(
    'section',
    {},
    h('h2', {}, t('phone.waiting')),
    state.entries.length === 0
      ? h('p', { class: 'empty' }, t('phone.nothingWaits'))
      : h('ul', { class: 'waiting-list' }, state.entries.map((entry) => row(phone, entry))),
    h('p', { class: 'quiet small' }, t('phone.waitingMeans')),
    state.entries.length > 0 ? h('button', { type: 'button', class: 'wide-button', onclick: flush }, t('phone.sendNow')) : null,
  );
}

function row(phone, entry) {
  const made = moment(entry.made, current(), phone.city.timeZone);
  const words = entry.refused ?? (state.isSending ? t('phone.sending') : t('phone.waitsSince', { at: made }));
  return h(
    'li',
    { class: entry.refused ? 'is-refused' : undefined },
    h('strong', {}, entry.words),
    h('span', { class: 'quiet' }, words, entry.photos.length > 0 ? ` · ${t('photo.count', { n: entry.photos.length })}` : ''),
    entry.refused
      ? h('span', { class: 'row' }, h('button', { type: 'button', class: 'chip', onclick: () => retry(entry) }, t('phone.again')), h('button', { type: 'button', class: 'chip', onclick: () => discard(entry.id) }, t('phone.discard')))
      : null,
  );
}
