// The journal's entries in words: what happened, the particulars, and what its author said. Pure: words come from the caller.

import { metres } from './format.js';
import { actorOf, kindOf } from './life.js';

/** @typedef {import('./types.js').Entry} Entry */

/**
 * @typedef {object} Say
 * @property {(key: string, values?: object) => string} t
 * @property {string} language
 * @property {(id: string) => string} unit the name of a unit
 * @property {(code: string) => string} cell the name of a cell
 * @property {(id: string) => string} channel the name of a channel
 * @property {(moment: string) => string} at a moment as people write it
 * @property {(number: number) => string | undefined} call the kind of a call of this case by its number
 */

/** @typedef {{head: string, details: string[], quote: string}} Telling */

/**
 * Tells an entry. A kind that is not known keeps its name, and its fields are shown as they are.
 * @param {Pick<Entry, 'kind' | 'body'>} entry
 * @param {Say} say
 * @returns {Telling}
 */
export function tell(entry, say) {
  const kind = kindOf(entry.kind);
  const body = entry.body ?? {};
  const plain = word(say.t, 'kind', kind);
  const head = (Object.hasOwn(heads, kind) && heads[kind](body, say)) || plain;
  const particulars = Object.hasOwn(details, kind) ? details[kind](body, say) : plain === kind ? fields(body) : [];
  // What the reporter wrote stands at the top of the sheet.
  return { head, details: particulars.filter(Boolean), quote: kind === 'case.reported' ? '' : quoteOf(body) };
}

/** The word for a value of a group of words, or the value itself where there is none. */
export function word(t, group, value) {
  const key = `${group}.${value}`;
  const found = t(key);
  return found === key ? String(value ?? '') : found;
}

/** Who acted. */
export function actor(by, say) {
  const { role, id } = actorOf(by);
  switch (role) {
    case 'unit':
      return say.unit(id);
    case 'system':
      return say.t('role.system');
    case '':
      return id;
    default:
      return `${word(say.t, 'role', role)} ${id === 'anonymous' ? '' : id}`.trim();
  }
}

/** "4wh" → "4 working hours". */
export function limitWords(limit, t) {
  const [, amount, unit] = /^(\d+)(uh|wh|wd|d)$/.exec(limit ?? '') ?? [];
  return unit ? t(`limit.${unit}`, { n: amount }) : limit ?? '';
}

/** The letter by which items are classed: A can be solved now, B over years, C only by a higher body. */
export const letters = { now: 'A', overYears: 'B', higherBody: 'C' };

/** Kinds whose first words depend on what they hold. */
const heads = {
  'case.verified': (body, say) => body.sight && word(say.t, 'sight', body.sight),
  'case.checked': (body, say) => body.result && word(say.t, 'check', body.result),
  'due.passed': (body, say) => body.due && word(say.t, 'passed', body.due),
  'task.given': (body, say) => say.t(body.inspector ? 'kind.task.given' : 'task.nobody'),
  'application.made': (body, say) => body.application && word(say.t, 'applied', body.application),
  'application.decided': (body, say) => body.application && word(say.t, body.isGranted ? 'granted' : 'denied', body.application),
  'case.graded': (body, say) => body.grade && `${say.t('kind.case.graded')} ${letters[body.grade] ?? ''}`.trim(),
  'call.made': (body, say) => body.call && word(say.t, 'call', body.call),
  'appeal.reviewed': (body, say) => say.t(body.isSupported ? 'appeal.supported' : 'appeal.refused'),
  'appeal.decided': (body, say) => say.t(body.isGranted ? 'appeal.granted' : 'appeal.denied'),
};

/** The particulars of each kind; what its author wrote stands apart from them. */
const details = {
  'case.reported': (body, say) => [
    body.channel && say.t('detail.channel', { channel: say.channel(body.channel) }),
    body.condition && say.t('detail.condition', { condition: body.condition }),
    // The edition of the city itself stands among the facts of every case; here it matters where a code was mapped to it.
    body.reportedClass && say.t('detail.reportedClass', { code: body.reportedClass }),
    body.reportedClass && body.edition && say.t('detail.edition', { edition: body.edition }),
    body.source && say.t('detail.source', { source: body.source }),
  ],
  'case.duplicate': (body, say) => [say.t('detail.duplicate', { original: body.original, distance: metres(body.distance ?? 0, say.language) })],
  'case.joined': ({ reporter = {} }, say) => [reporterWords(reporter, say)],
  'case.repeated': (body, say) => [say.t('detail.repeated', { n: body.times, last: body.last })],
  'verification.asked': (body, say) => [say.t('detail.asked', { who: body.inspector ?? say.t('cell.nobody'), at: say.at(body.due) })],
  'task.given': (body, say) => [body.inspector && say.t('detail.given', { who: body.inspector, at: say.at(body.takeBy) })],
  'case.dispatched': (body, say) => [
    say.t('detail.dispatched', { unit: say.unit(body.unit), limit: limitWords(body.limit, say.t), at: say.at(body.due) }),
    body.supporting && say.t('detail.supporting', { units: units(body.supporting, say) }),
    body.inform && say.t('detail.inform', { units: units(body.inform, say) }),
    body.tier && say.t('detail.tier', { tier: word(say.t, 'tier', body.tier) }),
    body.event && say.t('detail.event', { event: body.event }),
  ],
  'application.made': (body, say) => [body.until && say.t('detail.until', { at: say.at(body.until) })],
  'application.decided': (body, say) => [body.due && say.t(body.application === 'suspension' ? 'detail.until' : 'detail.newDue', { at: say.at(body.due) })],
  'case.remarked': (body, say) => [body.reference && say.t('detail.reference', { reference: body.reference })],
  'case.resumed': (body, say) => [say.t('detail.newDue', { at: say.at(body.due) })],
  'case.escalated': (body, say) => [
    say.t('detail.escalated', { tier: word(say.t, 'tier', body.to), cause: word(say.t, 'cause', body.cause) }),
    body.unit && say.t('detail.coordinator', { unit: say.unit(body.unit) }),
  ],
  'case.graded': (body, say) => [word(say.t, 'grade', body.grade)],
  'case.finished': (body, say) => [body.checkDue && say.t('detail.finished', { at: say.at(body.checkDue) })],
  'due.passed': (body, say) => [say.t('detail.passed', { at: say.at(body.dueAt) })],
  'case.relocated': (body, say) => [say.t('detail.relocated', { cell: say.cell(body.to) })],
  'case.arrived': (body, say) => [say.t('detail.arrived', { cell: say.cell(body.from) })],
  'call.made': (body, say) => [
    say.t('detail.call', { n: body.number, topic: word(say.t, 'topic', body.topic), units: units(body.parties, say) }),
    body.due && say.t('detail.callDue', { at: say.at(body.due) }),
  ],
  'call.answered': (body, say) => [ofCall(body, say, say.unit(body.party))],
  'call.graded': (body, say) => [ofCall(body, say, say.t('detail.score', { unit: say.unit(body.party), score: body.score }))],
  'call.overdue': (body, say) => [ofCall(body, say, say.t('detail.missing', { units: units(body.missing, say), at: say.at(body.dueAt) }))],
  'call.closed': (body, say) => [ofCall(body, say, body.unit ? say.t('detail.responsible', { unit: say.unit(body.unit) }) : '')],
  'reporters.told': (body, say) => (body.told ?? []).map((one) => reporterWords(one, say)),
  'reporter.calledback': (body, say) => [
    say.t('detail.answers', { responded: answer(body.responded, say), solved: answer(body.solved, say), satisfaction: word(say.t, 'satisfaction', body.satisfaction) }),
  ],
  'sample.taken': (body, say) => [
    say.t('detail.sample', { section: body.section, at: say.at(body.takenAt) }),
    (body.values ?? []).map((one) => `${one.parameter} ${one.value} ${one.unit ?? ''}`.trim()).join(comma(say)),
    body.class && say.t('detail.waterClass', { class: word(say.t, 'water', body.class), factors: (body.factors ?? []).join(comma(say)) }),
    typeof body.meetsTarget === 'boolean' && say.t(body.meetsTarget ? 'detail.meetsTarget' : 'detail.missesTarget'),
    body.blackOdour && word(say.t, 'blackOdour', body.blackOdour),
  ],
  'patrol.walked': (body, say) => [
    say.t('detail.patrol', { subject: body.subject, from: say.at(body.from), until: say.at(body.until), kilometres: body.kilometres, problems: body.problems }),
  ],
};

/** What the author said, whatever the field is called; the outcomes of a check are words of the page. */
function quoteOf(body) {
  const said = [body.reason, ['pass', 'fail', 'unable'].includes(body.result) ? '' : body.result, body.outcome, body.text, body.note];
  return said.filter((text) => typeof text === 'string' && text).join(' · ');
}

/** The fields of a body that nobody has words for. */
function fields(body) {
  const told = ['by', 'reason', 'result', 'outcome', 'text', 'note'];
  return Object.entries(body)
    .filter(([name, value]) => !told.includes(name) || (name !== 'by' && typeof value !== 'string'))
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`);
}

function ofCall(body, say, what) {
  const kind = say.call(body.number);
  return say.t('detail.ofCall', { call: kind ? word(say.t, 'call', kind) : say.t('call.any'), n: body.number, what }).replace(/[\s：:]+$/, '');
}

function reporterWords(one, say) {
  const text = say.t('detail.reporter', { who: actor(one.who, say), channel: say.channel(one.channel), case: one.case });
  return one.reference ? `${text} (${one.reference})` : text;
}

function units(ids, say) {
  return (ids ?? []).map(say.unit).join(comma(say));
}

function comma({ language }) {
  return language === 'en' ? ', ' : '、';
}

function answer(value, say) {
  return say.t(value ? 'answer.yes' : 'answer.no');
}
