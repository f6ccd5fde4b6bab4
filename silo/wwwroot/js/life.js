// The seven steps (七步闭环) of a case, and to which of them the journal's entries belong. Pure.

/** @typedef {import('./types.js').Entry} Entry */

export const steps = ['collect', 'file', 'dispatch', 'handle', 'feedback', 'check', 'evaluate'];

/**
 * What happens, by the names of the journal without their version: the step it belongs to, and its tone (what comes in, what
 * is worked on, what is done, what went wrong, what is out of the race). 'look' is the collecting or the checking of a case;
 * 'stay' belongs to whatever step the case is in.
 * @type {Record<string, [string, 'in' | 'work' | 'done' | 'late' | 'out']>}
 */
const kinds = {
  'case.reported': ['collect', 'in'],
  'case.duplicate': ['collect', 'out'],
  'case.joined': ['stay', 'in'],
  'case.repeated': ['stay', 'late'],
  'verification.asked': ['collect', 'in'],
  'task.given': ['look', 'in'],
  'task.taken': ['look', 'in'],
  'case.verified': ['collect', 'in'],
  'case.filed': ['file', 'work'],
  'case.rejected': ['file', 'out'],
  'case.selffixed': ['handle', 'done'],
  'case.dispatched': ['dispatch', 'work'],
  'case.returned': ['dispatch', 'late'],
  'case.sentback': ['file', 'late'],
  'case.accepted': ['handle', 'work'],
  'application.made': ['handle', 'work'],
  'application.decided': ['handle', 'work'],
  'case.resumed': ['handle', 'work'],
  'case.finished': ['feedback', 'work'],
  'case.checked': ['check', 'work'],
  'case.closed': ['check', 'done'],
  'case.forceclosed': ['check', 'out'],
  'due.passed': ['stay', 'late'],
  'case.supervised': ['stay', 'late'],
  'case.escalated': ['stay', 'late'],
  'case.graded': ['stay', 'work'],
  'case.remarked': ['stay', 'in'],
  'case.relocated': ['stay', 'work'],
  'case.arrived': ['stay', 'work'],
  'call.made': ['stay', 'in'],
  'call.answered': ['stay', 'work'],
  'call.graded': ['stay', 'work'],
  'call.overdue': ['stay', 'late'],
  'call.closed': ['stay', 'done'],
  'reporters.told': ['evaluate', 'done'],
  'reporter.calledback': ['evaluate', 'work'],
  'appeal.made': ['evaluate', 'late'],
  'appeal.reviewed': ['evaluate', 'work'],
  'appeal.decided': ['evaluate', 'work'],
  'case.excluded': ['evaluate', 'out'],
  'sample.taken': ['collect', 'in'],
  'patrol.walked': ['collect', 'in'],
};

const dueSteps = { verification: 'collect', handling: 'handle', resumption: 'handle', check: 'check', task: 'look' };

/** "case.dispatched.2" → "case.dispatched"; the name itself where it is not known, because it must be seen as it is. */
export function kindOf(name) {
  const plain = String(name ?? '').replace(/\.\d+$/, '');
  return Object.hasOwn(kinds, plain) ? plain : String(name ?? '');
}

/**
 * The tone of a kind; of some it depends on what they hold.
 * @param {string} kind
 * @param {Record<string, any>} [body]
 */
export function toneOf(kind, body) {
  if (body && kind === 'due.passed' && body.due === 'resumption') {
    return 'work';
  }
  if (body && ((kind === 'task.given' && !body.inspector) || (kind === 'case.checked' && body.result === 'fail'))) {
    return 'late';
  }
  return Object.hasOwn(kinds, kind) ? kinds[kind][1] : 'work';
}

/**
 * The step an entry belongs to.
 * @param {Pick<Entry, 'kind' | 'body'>} entry
 * @param {string} [before] the step of the entry before it
 */
export function stepOf(entry, before = 'collect') {
  const kind = kindOf(entry.kind);
  const own = Object.hasOwn(kinds, kind) ? kinds[kind][0] : 'stay';
  const step = kind === 'due.passed' ? dueSteps[entry.body?.due] ?? own : own;
  switch (step) {
    case 'stay':
      return before;
    case 'look':
      return steps.indexOf(before) < steps.indexOf('handle') ? 'collect' : 'check';
    default:
      return step;
  }
}

const current = {
  pendingVerification: 'collect',
  pendingFiling: 'file',
  pendingDispatch: 'dispatch',
  pendingAcceptance: 'handle',
  handling: 'handle',
  suspended: 'handle',
  pendingCheck: 'check',
  pendingClosing: 'check',
  closed: 'evaluate',
};

/** Where a case stops that is not closed in the ordinary way. */
const stops = { duplicate: 0, rejected: 1, forcedClosed: 5 };

/**
 * Where a case stands in the seven steps.
 * @returns {{step: string, state: 'past' | 'now' | 'held' | 'ahead' | 'ended'}[]}
 */
export function progress(stage) {
  if (Object.hasOwn(stops, stage)) {
    const last = stops[stage];
    return steps.map((step, at) => ({ step, state: at < last ? 'past' : at === last ? 'ended' : 'ahead' }));
  }
  const now = steps.indexOf(current[stage] ?? 'collect');
  const here = stage === 'suspended' ? 'held' : 'now';
  // A closed case is counted by the very act of closing: the last step is over too.
  return steps.map((step, at) => ({ step, state: at < now || stage === 'closed' ? 'past' : at === now ? here : 'ahead' }));
}

const endings = { rejected: 'case.rejected', duplicate: 'case.duplicate', forcedClosed: 'case.forceclosed' };

/**
 * The last thing that happened to a case of which the case itself keeps the time.
 * @param {import('./types.js').Case} item
 * @returns {{kind: string, at: string}}
 */
export function lastKnown(item) {
  if (item.endedAt) {
    return { kind: endings[item.stage] ?? 'case.closed', at: item.endedAt };
  }
  if (item.dispatchedAt) {
    return { kind: 'case.dispatched', at: item.dispatchedAt };
  }
  return item.filedAt ? { kind: 'case.filed', at: item.filedAt } : { kind: 'case.reported', at: item.reportedAt };
}

/**
 * Splits "inspector:i-017" into its role and name.
 * @returns {{role: string, id: string}}
 */
export function actorOf(text) {
  const colon = (text ?? '').indexOf(':');
  return colon < 0 ? { role: '', id: text ?? '' } : { role: text.slice(0, colon), id: text.slice(colon + 1) };
}
