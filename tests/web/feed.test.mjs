import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Feed } from '../../silo/wwwroot/js/feed.js';

const happening = (position, cell = '110101009003012') => ({ position, cell, case: `${cell}-1`, at: new Date(1000 * position).toISOString() });
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => happening(from + at));

test('what came last is shown first, and nothing twice', () => {
  const feed = new Feed();
  feed.add([happening(2), happening(1)], 0, 0);
  feed.add([happening(2), happening(3)], 0, 0);
  while (feed.advance().length > 0) {
    // Everything is shown after enough beats.
  }
  assert.deepEqual(feed.shown.map((one) => one.position), [3, 2, 1]);
  assert.equal(feed.unseen(0), 0);
});

test('a flood is thinned and counted, for a minute', () => {
  const feed = new Feed();
  feed.add(range(1, 100), 50, 1_000);
  assert.equal(feed.waiting.length, 24);
  assert.equal(feed.unseen(2_000), 126);
  assert.equal(feed.unseen(62_000), 0);
});

test('a long queue moves faster than a short one', () => {
  const feed = new Feed();
  feed.add(range(1, 24), 0, 0);
  assert.equal(feed.advance().length, 4);
  feed.waiting.splice(1);
  assert.equal(feed.advance().length, 1);
});

test('held, nothing moves; released, all of it is there', () => {
  const feed = new Feed();
  feed.hold();
  feed.add(range(1, 60), 5, 0);
  assert.deepEqual(feed.advance(), []);
  assert.equal(feed.held, 65);
  feed.resume();
  assert.equal(feed.shown.length, 60);
  assert.equal(feed.shown[0].position, 60);
});

test('the past is filled in where it belongs', () => {
  const feed = new Feed();
  feed.add([happening(9)], 0, 0);
  feed.advance();
  feed.fill([happening(7), happening(9), happening(8)]);
  assert.deepEqual(feed.shown.map((one) => one.position), [9, 8, 7]);
});

test('a place is a beginning of the code', () => {
  const feed = new Feed();
  feed.fill([happening(1), happening(2, '110101010001001')]);
  assert.deepEqual(feed.at('110101010').map((one) => one.position), [2]);
  assert.equal(feed.at('').length, 2);
});

test('what has no case and no cell breaks nothing', () => {
  const feed = new Feed();
  feed.add([{ position: 1, at: '2026-11-22T02:00:00Z', kind: 'sample.taken.1' }, happening(2)], 0, 0);
  feed.resume();
  assert.deepEqual(feed.at('110101').map((one) => one.position), [2]);
  assert.equal(feed.at('').length, 2);
});
