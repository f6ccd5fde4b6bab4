import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clock, count, lightOf, metres, moment, share, shortCode, shortName, span, tiersOf } from '../../silo/wwwroot/js/format.js';
import { leftOf } from '../../silo/wwwroot/js/left.js';
import { speak } from './words.mjs';

const minute = 60_000;
const hour = 60 * minute;

test('times are those of the city, whatever the viewer has', () => {
  assert.equal(clock('2026-11-22T02:10:12Z', 'zh-CN', 'Asia/Shanghai'), '10:10:12');
  assert.equal(clock('2026-11-22T16:00:00Z', 'en', 'Asia/Shanghai'), '00:00:00');
  assert.equal(moment('2026-11-22T16:00:00Z', 'zh-CN', 'Asia/Shanghai'), '11/23 00:00');
});

test('a moment that is missing or no moment is a dash', () => {
  assert.deepEqual([moment(undefined, 'en', 'UTC'), moment('soon', 'en', 'UTC'), clock(null, 'en', 'UTC')], ['–', '–', '–']);
});

test('a zone that the browser does not know shows universal time', () => {
  assert.equal(clock('2026-11-22T02:10:12Z', 'en', 'Nowhere/Nothing'), '02:10:12');
});

test('a span has at most two parts, and seconds only alone', () => {
  const t = speak('en');
  assert.equal(span(2 * hour + 13 * minute + 5000, t), '2 h 13 min');
  assert.equal(span(26 * hour, t), '1 d 2 h');
  assert.equal(span(-17 * minute - 51_000, t), '17 min');
  assert.equal(span(9_000, t), '9 s');
  assert.equal(span(0, t), '0 s');
  assert.equal(span(24 * hour + 5 * minute, speak('zh-CN')), '1 天');
});

test('numbers', () => {
  assert.equal(count(12345, 'zh-CN'), '12,345');
  assert.equal(share(1, 3), '33%');
  assert.equal(share(1, 0), '–');
  assert.equal(metres(3.26, 'en'), '3.3 m');
  assert.equal(metres(28.9, 'en'), '29 m');
});

test('a code falls into its tiers', () => {
  assert.deepEqual(tiersOf('110101009003012').map((part) => part.digits), ['110101', '009', '003', '012']);
  assert.equal(shortCode('110101009003012'), '003-012');
});

test('a street name is shortened only where something is left', () => {
  assert.equal(shortName('东直门街道'), '东直门');
  assert.equal(shortName('东四街道'), '东四');
  assert.equal(shortName('Dongzhimen Subdistrict'), 'Dongzhimen');
  assert.equal(shortName('街道'), '街道');
});

test('the light of a case', () => {
  const start = Date.parse('2026-11-22T02:00:00Z');
  const item = { stage: 'handling', dispatchedAt: '2026-11-22T02:00:00Z', due: '2026-11-22T06:00:00Z', isOverdue: false };
  const name = (one, now) => lightOf(one, now).name;
  assert.equal(name(item, start + hour), 'fine');
  assert.equal(name(item, start + 3.1 * hour), 'soon');
  assert.equal(name(item, start + 5 * hour), 'late');
  assert.equal(name({ ...item, isOverdue: true }, start), 'late');
  assert.equal(name({ ...item, stage: 'closed', isOverdue: true }, start + 9 * hour), 'done');
  assert.equal(name({ stage: 'pendingFiling', isOverdue: false }, start), 'none');
  assert.equal(name({ ...item, stage: 'forcedClosed', isOverdue: true }, start), 'done');
  const held = { ...item, stage: 'suspended' };
  assert.deepEqual(lightOf(held, start), { name: 'held', shape: '‖', left: 4 * hour });
  assert.equal(leftOf(lightOf(held, start), speak('en')), 'goes on in 4 h');
  assert.equal(leftOf(lightOf(held, start + 9 * hour), speak('en')), 'goes on in 0 s');
  assert.equal(leftOf(lightOf(item, start + 5 * hour), speak('en')), '1 h over');
  const shapes = [lightOf(item, start), lightOf(item, start + 3.1 * hour), lightOf(item, start + 5 * hour)].map((light) => light.shape);
  assert.deepEqual(shapes, ['○', '△', '■']);
});
