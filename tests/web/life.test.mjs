import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actorOf, kindOf, lastKnown, progress, statedWhy, stepOf, steps, toneOf } from '../../silo/wwwroot/js/life.js';
import { wordsOf } from './words.mjs';

const kinds = ['case.reported.1', 'case.duplicate.1', 'verification.asked.1', 'case.verified.1', 'case.filed.1', 'case.rejected.1', 'case.dispatched.1',
  'case.accepted.1', 'case.returned.1', 'case.finished.1', 'case.checked.1', 'case.closed.1', 'due.passed.1'];

test('every kind of the journal has a word, a tone and a step', () => {
  const words = wordsOf('en');
  for (const kind of kinds) {
    assert.ok(words[`kind.${kindOf(kind)}`], kind);
    assert.ok(['in', 'work', 'done', 'late', 'out'].includes(toneOf(kindOf(kind))), kind);
    assert.ok(steps.includes(stepOf({ kind, body: {} })), kind);
  }
  assert.equal(new Set(kinds.map(kindOf)).size, kinds.length);
});

test('a kind that is not known keeps its name', () => {
  assert.equal(kindOf('case.whistled.1'), 'case.whistled.1');
});

test('a due time belongs to the step whose work was due', () => {
  assert.deepEqual(['verification', 'handling', 'check'].map((due) => stepOf({ kind: 'due.passed.1', body: { due } })), ['collect', 'handle', 'check']);
});

test('the seven steps of a case', () => {
  const states = (stage) => progress(stage).map((one) => one.state).join(' ');
  assert.equal(states('pendingVerification'), 'now ahead ahead ahead ahead ahead ahead');
  assert.equal(states('handling'), 'past past past now ahead ahead ahead');
  assert.equal(states('pendingCheck'), 'past past past past past now ahead');
  assert.equal(states('closed'), 'past past past past past past past');
  assert.equal(states('rejected'), 'past ended ahead ahead ahead ahead ahead');
  assert.equal(states('duplicate'), 'ended ahead ahead ahead ahead ahead ahead');
});

test('who and why', () => {
  assert.deepEqual(actorOf('inspector:i-017'), { role: 'inspector', id: 'i-017' });
  assert.deepEqual(actorOf('someone'), { role: '', id: 'someone' });
  assert.equal(statedWhy({ reason: 'not ours' }), 'not ours');
  assert.equal(statedWhy({ reason: { rule: 'r' }, note: 'by phone' }), 'by phone');
  assert.equal(statedWhy({ result: 'cleared' }), 'cleared');
  assert.equal(statedWhy({ result: 'fail', note: 'still there' }), 'still there');
  assert.equal(statedWhy(undefined), '');
});

test('what a case itself knows of its last moment', () => {
  const item = { stage: 'handling', reportedAt: 'a', filedAt: 'b', dispatchedAt: 'c' };
  assert.deepEqual(lastKnown(item), { kind: 'dispatched', at: 'c' });
  assert.deepEqual(lastKnown({ ...item, stage: 'closed', endedAt: 'd' }), { kind: 'closed', at: 'd' });
  assert.deepEqual(lastKnown({ stage: 'rejected', reportedAt: 'a', endedAt: 'd' }), { kind: 'rejected', at: 'd' });
  assert.deepEqual(lastKnown({ stage: 'pendingFiling', reportedAt: 'a' }), { kind: 'reported', at: 'a' });
});
