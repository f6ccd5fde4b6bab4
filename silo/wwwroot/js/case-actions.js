// What one may do about a case from the centre: the commands that are possible now and that one's role may give.

import { role } from './acting.js';
import { openAction } from './action-dialog.js';
import { fieldsOf } from './action-fields.js';
import { h } from './dom.js';
import { t } from './i18n.js';
import { kindOf } from './life.js';

/** Those that are asked for most come first. */
const order = ['file', 'reject', 'dispatch', 'rule', 'close', 'remark', 'supervise', 'make-call', 'send-back', 'escalate', 'resume', 'grade', 'merge', 'grade-call', 'close-call', 'call-back', 'review-appeal', 'decide-appeal', 'exclude', 'force-close'];

/**
 * @param {{case: import('./types.js').Case, entries: import('./types.js').Entry[], possible?: {command: string, roles: string[]}[]}} life
 * @param {import('./calls.js').Call[]} calls
 */
export function caseActions(life, calls) {
  const mine = role();
  const rank = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
  const may = (life.possible ?? [])
    .filter(({ command, roles }) => roles.includes(mine) && fieldsOf[command] && isOf(command, life, calls))
    .map(({ command }) => command)
    .sort((a, b) => rank(a) - rank(b));
  if (may.length === 0) {
    return null;
  }
  return h(
    'section',
    { class: 'actions', 'aria-label': t('act.title') },
    may.map((command, at) => h(
      'button',
      { type: 'button', class: at === 0 ? 'act is-first' : 'act', 'data-command': command, onclick: () => openAction(command, life, calls) },
      t(`act.${command}`),
    )),
  );
}

/** Whether a command makes sense for this very case: nobody grades a call that is not there. */
function isOf(command, { case: item, entries }, calls) {
  const open = calls.filter((call) => !call.closedAt);
  const last = (...kinds) => entries.map((entry) => kindOf(entry.kind)).findLast((kind) => kinds.includes(kind));
  switch (command) {
    case 'grade-call':
    case 'close-call':
      return open.length > 0;
    case 'supervise':
      return !item.isSupervised;
    case 'rule':
      return last('application.made', 'application.decided') === 'application.made';
    case 'review-appeal':
      return last('appeal.made', 'appeal.reviewed', 'appeal.decided') === 'appeal.made';
    case 'decide-appeal':
      return last('appeal.made', 'appeal.reviewed', 'appeal.decided') === 'appeal.reviewed';
    default:
      return true;
  }
}
