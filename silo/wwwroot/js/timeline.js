// The life of a case: every entry of the journal with its step, time, person and reason.

import { centre, unitName } from './centre.js';
import { h } from './dom.js';
import { metres, moment } from './format.js';
import { current, nameOf, t } from './i18n.js';
import { actorOf, kindOf, statedWhy, stepOf, toneOf } from './life.js';
import { reasonText } from './reason-text.js';

/** @param {import('./types.js').Entry[]} entries */
export function timeline(entries) {
  let before = '';
  return h('ol', { class: 'timeline' }, entries.map((entry) => {
    const step = stepOf(entry);
    const isFirst = step !== before;
    before = step;
    return row(entry, isFirst ? step : '');
  }));
}

function row(entry, step) {
  const kind = kindOf(entry.kind);
  const why = statedWhy(entry.body);
  return h(
    'li',
    { class: `tone-${toneOf(kind)}` },
    step ? h('span', { class: 'step' }, t(`step.${step}`)) : null,
    h('time', { datetime: entry.at }, moment(entry.at, current(), centre.city.timeZone)),
    h('span', { class: 'kind' }, outcome(kind, entry.body)),
    h('span', { class: 'who' }, who(entry.body?.by)),
    detail(kind, entry.body).map((words) => h('span', { class: 'detail' }, words)),
    kind === 'dispatched' && entry.body?.reason ? h('span', { class: 'detail' }, reasonText(entry.body.reason, entry.body.unit)) : null,
    why ? h('q', {}, why) : null,
  );
}

/** A look at the place is told by what it found. */
function outcome(kind, body) {
  if (kind === 'verified' && body?.sight) {
    return t(`sight.${body.sight}`);
  }
  return kind === 'checked' && body?.result ? t(`check.${body.result}`) : t(`kind.${kind}`);
}

function who(by) {
  const { role, id } = actorOf(by);
  if (role === 'unit') {
    return unitName(id);
  }
  if (role === 'system') {
    return t('role.system');
  }
  return role ? `${t(`role.${role}`)} ${id === 'anonymous' ? '' : id}`.trim() : id;
}

function detail(kind, body = {}) {
  const at = (moments) => moment(moments, current(), centre.city.timeZone);
  switch (kind) {
    case 'reported': {
      const report = body.report ?? body;
      const channel = centre.city.channels?.find((one) => one.id === report.channel);
      return channel ? [t('detail.channel', { channel: nameOf(channel) })] : [];
    }
    case 'asked':
      return [t('detail.asked', { who: body.inspector ?? t('cell.nobody'), at: at(body.due) })];
    case 'duplicate':
      return [t('detail.duplicate', { original: body.original, distance: metres(body.distance ?? 0, current()) })];
    case 'dispatched':
      return [t('detail.dispatched', { unit: unitName(body.unit), limit: limitWords(body.limit), at: at(body.due) })];
    case 'finished':
      return body.checkDue ? [t('detail.finished', { at: at(body.checkDue) })] : [];
    case 'passed':
      return [t('detail.passed', { what: t(`due.${body.due}`), at: at(body.dueAt) })];
    default:
      return [];
  }
}

/** "4wh" → "4 working hours". */
function limitWords(limit) {
  const [, amount, unit] = /^(\d+)(uh|wh|wd|d)$/.exec(limit ?? '') ?? [];
  return unit ? t(`limit.${unit}`, { n: amount }) : limit ?? '';
}
