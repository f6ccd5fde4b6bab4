// The life of a case: every entry of the journal with its step, time, person and reason.

import { photoAddress } from './api.js';
import { centre, placeName, unitName } from './centre.js';
import { h } from './dom.js';
import { moment } from './format.js';
import { current, nameOf, t } from './i18n.js';
import { kindOf, stepOf, toneOf } from './life.js';
import { reasonText } from './reason-text.js';
import { actor, tell, word } from './telling.js';

/**
 * @param {import('./types.js').Entry[]} entries
 * @param {import('./calls.js').Call[]} calls
 */
export function timeline(entries, calls) {
  const say = speech(calls);
  let before = '';
  return h('ol', { class: 'timeline' }, entries.map((entry) => {
    const step = stepOf(entry, before || 'collect');
    const isFirst = step !== before;
    before = step;
    return row(entry, isFirst ? step : '', say);
  }));
}

/** How this page speaks of the journal's entries. */
function speech(calls) {
  return {
    t,
    language: current(),
    unit: unitName,
    cell: placeName,
    channel: (id) => nameOf(centre.city.channels?.find((one) => one.id === id)) || (id ?? ''),
    at: (at) => moment(at, current(), centre.city.timeZone),
    call: (number) => calls.find((call) => call.number === number)?.kind,
  };
}

function row(entry, step, say) {
  const kind = kindOf(entry.kind);
  const { head, details, quote } = tell(entry, say);
  const why = kind === 'case.dispatched' ? entry.body?.reason : undefined;
  return h(
    'li',
    { class: `tone-${toneOf(kind, entry.body)}` },
    step ? h('span', { class: 'step' }, word(t, 'step', step)) : null,
    h('time', { datetime: entry.at }, say.at(entry.at)),
    h('span', { class: 'kind' }, head),
    h('span', { class: 'who' }, actor(entry.body?.by, say)),
    details.map((words) => h('span', { class: 'detail' }, words)),
    why?.rule ? h('span', { class: 'detail' }, reasonText(why, entry.body.unit)) : null,
    quote ? h('q', {}, quote) : null,
    entry.photos?.length ? h('span', { class: 'detail shots' }, entry.photos.map((name, at) => h('a', { href: photoAddress(name), target: '_blank', rel: 'noopener' }, h('img', { src: photoAddress(name), alt: t('photo.taken', { n: at + 1 }), loading: 'lazy' })))) : null,
  );
}
