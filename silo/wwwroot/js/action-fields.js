// The fields of each command's form. A name with "!" has to be filled in.

import { centre } from './centre.js';
import { h } from './dom.js';
import { current, nameOf, t } from './i18n.js';

/** @type {Record<string, string[]>} */
export const fieldsOf = {
  file: ['note'],
  reject: ['reason!'],
  dispatch: ['unit', 'note'],
  rule: ['granted!', 'note'],
  close: ['note'],
  remark: ['text!', 'reference'],
  supervise: ['reason!'],
  'send-back': ['reason!'],
  resume: ['note'],
  escalate: ['to!', 'reason!'],
  grade: ['grade!', 'note'],
  merge: ['into!', 'note'],
  'force-close': ['reason!'],
  'make-call': ['call!', 'topic!', 'parties!', 'due', 'text'],
  'grade-call': ['number!', 'party!', 'score!', 'note'],
  'close-call': ['number!', 'outcome!'],
  'call-back': ['responded!', 'solved!', 'satisfaction!', 'note'],
  'review-appeal': ['granted!', 'note'],
  'decide-appeal': ['granted!', 'note'],
  exclude: ['reason!'],
};

const yesOrNo = () => [['true', t('act.yes')], ['false', t('act.no')]];
const words = (group, values) => () => values.map((value) => [value, t(`${group}.${value}`)]);

/** What can be chosen in a field, or nothing when it is written. */
const choices = {
  unit: () => unitsByName(),
  parties: () => unitsByName(),
  granted: yesOrNo,
  responded: yesOrNo,
  solved: yesOrNo,
  to: words('tier', ['street', 'district', 'city']),
  grade: words('grade', ['now', 'overYears', 'higherBody']),
  call: words('call', ['whistle', 'jointAction', 'notice', 'transfer', 'meeting', 'consultation']),
  topic: words('act.topic', ['enforcement', 'key-work', 'emergency']),
  satisfaction: words('satisfaction', ['satisfied', 'mostly', 'dissatisfied']),
};

function unitsByName() {
  return centre.city.units.map((unit) => [unit.id, nameOf(unit)]).sort((a, b) => a[1].localeCompare(b[1], current()));
}

/** A field of a form. */
export function field(spec, calls) {
  const name = spec.replace('!', '');
  const required = spec.endsWith('!');
  const label = h('span', {}, t(`act.field.${name}`));
  if (name === 'number' || name === 'party') {
    const open = calls.filter((call) => !call.closedAt);
    const options = name === 'number'
      ? open.map((call) => [String(call.number), `${call.number} · ${t(`call.${call.kind}`)}`])
      : [...new Set(open.flatMap((call) => call.parties.map((party) => party.unit)))].map((unit) => [unit, unitsByName().find(([id]) => id === unit)?.[1] ?? unit]);
    return h('label', { class: 'act-field' }, label, select(name, options, required));
  }
  if (choices[name]) {
    const isMany = name === 'parties';
    return h('label', { class: 'act-field' }, label, select(name, choices[name](), required, isMany));
  }
  if (name === 'due') {
    return h('label', { class: 'act-field' }, label, h('input', { type: 'number', name: 'dueMinutes', min: 5, max: 10_000, value: 60 }));
  }
  if (name === 'score') {
    return h('label', { class: 'act-field' }, label, h('input', { type: 'number', name, min: 0, max: 100, required }));
  }
  if (name === 'reference') {
    return h('label', { class: 'act-field' }, label, h('input', { name, maxlength: 200 }));
  }
  return name === 'into'
    ? h('label', { class: 'act-field' }, label, h('input', { name, required, pattern: '\\d{15}-\\d{1,9}', placeholder: '110101009003012-17' }))
    : h('label', { class: 'act-field' }, label, h('textarea', { name, rows: 2, required, maxlength: 2000 }));
}

function select(name, options, required, isMany = false) {
  return h(
    'select',
    { name, required, multiple: isMany, size: isMany ? 6 : undefined },
    isMany || (required && options.length === 1) ? null : h('option', { value: '' }, t(name === 'unit' ? 'act.byRules' : 'act.choose')),
    options.map(([value, text]) => h('option', { value }, text)),
  );
}
