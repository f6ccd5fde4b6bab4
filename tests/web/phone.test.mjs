import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf, fateOf, pause } from '../../silo/wwwroot/phone/sending.js';
import { distance, locate } from '../../silo/wwwroot/phone/position.js';
import { inOrder } from '../../silo/wwwroot/phone/tasks.js';

const square = (code, west) => ({
  properties: { code },
  geometry: { type: 'Polygon', coordinates: [[[west, 39.9], [west + 0.001, 39.9], [west + 0.001, 39.901], [west, 39.901], [west, 39.9]]] },
});
const cells = [square('one', 116.4), square('two', 116.401)];

test('a position knows its cell, and the one it may be instead', () => {
  const middle = { lon: 116.4005, lat: 39.9005, accuracy: 10 };
  assert.deepEqual([locate(middle, cells).code, locate(middle, cells).second], ['one', '']);
  const edge = { lon: 116.40098, lat: 39.9005, accuracy: 10 };
  assert.deepEqual([locate(edge, cells).code, locate(edge, cells).second], ['one', 'two']);
  assert.ok(Math.abs(locate(edge, cells).toBorder - 1.7) < 0.1);
  assert.equal(locate({ lon: 110, lat: 30, accuracy: 10 }, cells).code, '');
  assert.equal(locate(middle, []).code, '');
});

test('metres between two places', () => {
  assert.ok(Math.abs(distance({ lon: 116.4, lat: 39.9 }, { lon: 116.4, lat: 39.901 }) - 111.3) < 0.1);
  assert.ok(Math.abs(distance({ lon: 116.4, lat: 39.9 }, { lon: 116.401, lat: 39.9 }) - 85.4) < 0.1);
});

test('only a final no is final', () => {
  for (const status of [400, 403, 404, 409, 413, 415, 422]) {
    assert.equal(fateOf({ status }), 'refused');
  }
  for (const status of [0, 408, 429, 500, 502, 503, 507]) {
    assert.equal(fateOf({ status }), 'later');
  }
  assert.equal(fateOf(new TypeError('Failed to fetch')), 'later');
  assert.equal(fateOf({ status: 401 }), 'sign-in');
});

test('pauses grow to a minute and are shaken', () => {
  assert.equal(pause(0, 1), 2000);
  assert.equal(pause(3, 1), 16000);
  assert.equal(pause(50, 1), 60000);
  assert.equal(pause(50, 0), 30000);
});

test('a report says when it is sent, by the clock of the phone', () => {
  const now = Date.parse('2031-01-01T00:00:00Z');
  assert.equal(bodyOf({ isReport: true, body: { id: 'x' } }, now).sentAt, '2031-01-01T00:00:00.000Z');
  assert.equal(bodyOf({ isReport: false, body: { id: 'x' } }, now).sentAt, undefined);
});

test('what runs out first comes first, and within half an hour what is near', () => {
  const now = Date.parse('2026-11-22T08:00:00Z');
  const task = (id, minutes, lon) => ({ id, lon, lat: 39.9, due: new Date(now + minutes * 60_000).toISOString() });
  const tasks = [task('late-day', 300, 116.4), task('soon-far', 10, 116.5), task('soon-near', 25, 116.401), task('over', -60, 116.45), { id: 'no-limit', lon: 116.4, lat: 39.9 }];
  assert.deepEqual(inOrder(tasks, { lon: 116.4, lat: 39.9 }, now).map((one) => one.id), ['soon-near', 'over', 'soon-far', 'late-day', 'no-limit']);
});
