import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoff, BoardStream, isStale } from '../../silo/wwwroot/js/stream.js';

class FakeSource {
  static made = [];
  listeners = {};
  isClosed = false;

  constructor(address) {
    this.address = address;
    FakeSource.made.push(this);
  }

  addEventListener(name, listener) {
    this.listeners[name] = listener;
  }

  close() {
    this.isClosed = true;
  }

  send(name, data = {}) {
    this.listeners[name]({ data: JSON.stringify(data) });
  }
}

function watch(takesFrames) {
  FakeSource.made = [];
  globalThis.EventSource = FakeSource;
  const told = [];
  const stream = new BoardStream('/s', {
    board: (message) => told.push(['board', message.position]),
    frame: (message) => {
      told.push(['frame', message.position]);
      return takesFrames;
    },
    state: (state) => told.push(['state', state]),
    heard: () => {},
  });
  stream.open();
  return { stream, told };
}

test('waits grow, are shaken, and end somewhere', () => {
  assert.equal(backoff(0, 1), 1000);
  assert.equal(backoff(0, 0), 500);
  assert.equal(backoff(3, 1), 8000);
  assert.equal(backoff(40, 1), 20_000);
});

test('silence for longer than two pings is stale', () => {
  assert.equal(isStale(0, 30_000), false);
  assert.equal(isStale(0, 40_000), true);
});

test('a snapshot and frames are handed on', () => {
  const { stream, told } = watch(true);
  FakeSource.made[0].send('board', { position: 1 });
  FakeSource.made[0].send('frame', { position: 2 });
  assert.deepEqual(told.filter(([what]) => what !== 'state'), [['board', 1], ['frame', 2]]);
  stream.close();
  assert.ok(FakeSource.made[0].isClosed);
});

test('a frame that does not fit makes a new connection, which begins with a snapshot', () => {
  const { stream } = watch(false);
  FakeSource.made[0].send('frame', { position: 2 });
  assert.equal(FakeSource.made.length, 2);
  assert.ok(FakeSource.made[0].isClosed);
  stream.close();
});

test('a broken connection is closed, told, and tried again', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { stream, told } = watch(true);
  FakeSource.made[0].onerror();
  assert.ok(FakeSource.made[0].isClosed);
  assert.deepEqual(told.at(-1), ['state', 'reconnecting']);
  context.mock.timers.tick(1000);
  assert.equal(FakeSource.made.length, 2);
  stream.close();
});
