// The calls of a case to other bodies (吹哨、联合执法、监管通知、移送、协调会、会商), folded from its entries. Pure.

import { kindOf } from './life.js';

/**
 * @typedef {object} Call
 * @property {number} number
 * @property {string} kind
 * @property {string} topic
 * @property {string} [by]
 * @property {string} [due]
 * @property {boolean} isOverdue
 * @property {{unit: string, answeredAt?: string, score?: number}[]} parties
 * @property {string} [closedAt]
 * @property {string} [outcome]
 */

/**
 * @param {import('./types.js').Entry[]} entries
 * @returns {Call[]} in the order of their numbers
 */
export function callsOf(entries) {
  /** @type {Map<number, Call>} */
  const calls = new Map();
  for (const entry of entries) {
    take(calls, entry);
  }
  return [...calls.values()].sort((a, b) => a.number - b.number);
}

function take(calls, { kind, at, body = {} }) {
  const call = calls.get(body.number);
  const party = call?.parties.find((one) => one.unit === body.party);
  switch (kindOf(kind)) {
    case 'case.arrived':
      // A case that moved brings its calls along: the cell where it arrives cannot see the entries of the one that it left.
      for (const one of body.state?.calls ?? []) {
        calls.set(one.number, { ...one, by: one.caller, isOverdue: Boolean(one.isDuePassed), parties: (one.parties ?? []).map((unit) => ({ ...unit })) });
      }
      break;
    case 'call.made':
      calls.set(body.number, {
        number: body.number, kind: body.call, topic: body.topic, by: body.by, due: body.due, isOverdue: false, parties: (body.parties ?? []).map((unit) => ({ unit })),
      });
      break;
    case 'call.answered':
      Object.assign(party ?? {}, { answeredAt: at });
      break;
    case 'call.graded':
      Object.assign(party ?? {}, { score: body.score });
      break;
    case 'call.overdue':
      Object.assign(call ?? {}, { isOverdue: true });
      break;
    case 'call.closed':
      Object.assign(call ?? {}, { closedAt: at, outcome: body.outcome });
      break;
    default:
  }
}
