import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actorOf, kindOf, lastKnown, progress, stepOf, steps, toneOf } from '../../silo/wwwroot/js/life.js';

const stepsOf = (entries) => {
  let before = 'collect';
  return entries.map(([kind, body]) => (before = stepOf({ kind, body: body ?? {} }, before)));
};

test('a kind is its name without the version', () => {
  assert.equal(kindOf('case.dispatched.2'), 'case.dispatched');
  assert.equal(kindOf('call.closed.1'), 'call.closed');
  assert.equal(kindOf('case.dispatched'), 'case.dispatched');
});

test('a kind that is not known keeps its name and breaks nothing', () => {
  for (const name of ['case.teleported.1', 'constructor', '__proto__', '']) {
    assert.equal(kindOf(name), name);
    assert.equal(toneOf(kindOf(name)), 'work');
    assert.equal(stepOf({ kind: name, body: {} }, 'handle'), 'handle');
  }
  assert.equal(kindOf(undefined), '');
});

test('a due time belongs to the step whose work was due', () => {
  const step = (due) => stepOf({ kind: 'due.passed.1', body: { due } }, 'dispatch');
  assert.deepEqual(['verification', 'handling', 'check', 'resumption', 'call'].map(step), ['collect', 'handle', 'check', 'handle', 'dispatch']);
});

test('a task of looking belongs to what is looked for', () => {
  assert.deepEqual(stepsOf([['case.reported.2'], ['task.given.1'], ['case.filed.1'], ['case.dispatched.2'], ['case.finished.1'], ['task.given.1'], ['task.taken.1'], ['case.checked.1']]),
    ['collect', 'collect', 'file', 'dispatch', 'feedback', 'check', 'check', 'check']);
});

test('what may happen at any time stays in the step of the case', () => {
  assert.deepEqual(stepsOf([['case.accepted.1'], ['case.supervised.1'], ['call.made.1'], ['case.teleported.7'], ['case.escalated.1']]), Array(5).fill('handle'));
});

test('the tone of a kind depends on what it holds', () => {
  assert.equal(toneOf('due.passed'), 'late');
  assert.equal(toneOf('due.passed', { due: 'resumption' }), 'work');
  assert.equal(toneOf('task.given', { inspector: 'i-1' }), 'in');
  assert.equal(toneOf('task.given', {}), 'late');
  assert.equal(toneOf('case.checked', { result: 'fail' }), 'late');
});

test('the seven steps of a case', () => {
  const states = (stage) => progress(stage).map((one) => one.state).join(' ');
  assert.equal(states('pendingVerification'), 'now ahead ahead ahead ahead ahead ahead');
  assert.equal(states('handling'), 'past past past now ahead ahead ahead');
  assert.equal(states('pendingCheck'), 'past past past past past now ahead');
  assert.equal(states('closed'), 'past past past past past past past');
  assert.equal(states('suspended'), 'past past past held ahead ahead ahead');
  assert.equal(states('forcedClosed'), 'past past past past past ended ahead');
  assert.equal(states('unheard-of'), 'now ahead ahead ahead ahead ahead ahead');
  assert.equal(steps.length, 7);
  assert.equal(states('rejected'), 'past ended ahead ahead ahead ahead ahead');
  assert.equal(states('duplicate'), 'ended ahead ahead ahead ahead ahead ahead');
});

test('who', () => {
  assert.deepEqual(actorOf('inspector:i-017'), { role: 'inspector', id: 'i-017' });
  assert.deepEqual(actorOf('someone'), { role: '', id: 'someone' });
  assert.deepEqual(actorOf(undefined), { role: '', id: '' });
});

test('what a case itself knows of its last moment', () => {
  const item = { stage: 'handling', reportedAt: 'a', filedAt: 'b', dispatchedAt: 'c' };
  assert.deepEqual(lastKnown(item), { kind: 'case.dispatched', at: 'c' });
  assert.deepEqual(lastKnown({ ...item, stage: 'closed', endedAt: 'd' }), { kind: 'case.closed', at: 'd' });
  assert.deepEqual(lastKnown({ ...item, stage: 'forcedClosed', endedAt: 'd' }), { kind: 'case.forceclosed', at: 'd' });
  assert.deepEqual(lastKnown({ stage: 'rejected', reportedAt: 'a', endedAt: 'd' }), { kind: 'case.rejected', at: 'd' });
  assert.deepEqual(lastKnown({ stage: 'pendingFiling', reportedAt: 'a' }), { kind: 'case.reported', at: 'a' });
});
