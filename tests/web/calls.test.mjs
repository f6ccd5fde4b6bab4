import assert from 'node:assert/strict';
import { test } from 'node:test';
import { badgesOf } from '../../silo/wwwroot/js/badges.js';
import { callsOf } from '../../silo/wwwroot/js/calls.js';

const at = '2026-11-22T02:00:00Z';
const entry = (kind, body) => ({ kind, at, body });

test('a whistle from the call to the grade', () => {
  const calls = callsOf([
    entry('call.made.1', { by: 'unit:s', number: 1, call: 'whistle', topic: 'emergency', parties: ['water', 'power'], due: 'D' }),
    entry('call.answered.1', { number: 1, party: 'water' }),
    entry('call.overdue.1', { number: 1, dueAt: 'D', missing: ['power'] }),
    entry('call.graded.1', { number: 1, party: 'power', score: 0 }),
    entry('call.closed.1', { number: 1, outcome: 'settled' }),
  ]);
  assert.deepEqual(calls, [{
    number: 1, kind: 'whistle', topic: 'emergency', by: 'unit:s', due: 'D', isOverdue: true, closedAt: at, outcome: 'settled',
    parties: [{ unit: 'water', answeredAt: at }, { unit: 'power', score: 0 }],
  }]);
});

test('a case that moved brings its calls along, and entries without their call break nothing', () => {
  const state = { calls: [{ number: 1, kind: 'meeting', caller: 'command:c', topic: 'ownership', madeAt: at, parties: [{ unit: 'water' }] }] };
  const calls = callsOf([entry('call.answered.1', { number: 9, party: 'x' }), entry('case.arrived.1', { state }), entry('call.answered.1', { number: 1, party: 'water' })]);
  assert.equal(calls.length, 1);
  assert.equal(calls[0].parties[0].answeredAt, at);
  assert.equal(state.calls[0].parties[0].answeredAt, undefined);
});

const plain = { stage: 'handling', tier: 'street', isSupervised: false, extensions: 0, openCalls: 0, repeats: 0 };
const names = (item, tier, calls) => badgesOf({ ...plain, ...item }, tier, calls).map((badge) => badge.name);

test('an ordinary case has no badge', () => {
  assert.deepEqual(names({}, 'street'), []);
  assert.deepEqual(names({ tier: 'city' }, undefined), []);
});

test('badges, the most urgent first', () => {
  const all = { isSupervised: true, task: 'nobody', tier: 'district', openCalls: 1, stage: 'suspended', extensions: 2, repeats: 3, grade: 'higherBody' };
  assert.deepEqual(names(all, 'street'), ['supervised', 'untaken', 'escalated', 'calls', 'suspended', 'extended', 'repeated', 'graded']);
  assert.equal(badgesOf({ ...plain, ...all }, 'street').at(-1)?.values.letter, 'C');
});

test('a whistle is called one where the calls are known', () => {
  const calls = [{ number: 1, kind: 'whistle', parties: [] }, { number: 2, kind: 'whistle', closedAt: at, parties: [] }];
  assert.deepEqual(names({ openCalls: 1 }, 'street', calls), ['whistle']);
  assert.deepEqual(names({ openCalls: 2 }, 'street', calls), ['whistle', 'calls']);
});
