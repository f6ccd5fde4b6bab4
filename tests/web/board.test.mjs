import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyBoard, fromSnapshot, withFrame } from '../../silo/wwwroot/js/board.js';

const bytes = (...list) => Buffer.from(list).toString('base64');
const snapshot = (position, open, overdue) => fromSnapshot({
  position, at: '2026-11-22T02:00:00Z', open: bytes(...open), overdue: bytes(...overdue), totals: { open: 3, perMinute: [] }, streets: [{ code: '1' }], units: [],
});

test('a snapshot is the whole state', () => {
  const board = snapshot(10, [0, 3, 255], [0, 1, 0]);
  assert.deepEqual([...board.open], [0, 3, 255]);
  assert.deepEqual([...board.overdue], [0, 1, 0]);
  assert.deepEqual(board.changed, [0, 1, 2]);
});

test('a frame changes the cells it names and keeps the rest', () => {
  const board = withFrame(snapshot(10, [0, 3, 9], [0, 1, 0]), { position: 14, at: 'x', cells: [[0, 2, 1], [2, 999, 0]], totals: { open: 5 } });
  assert.deepEqual([...board.open], [2, 3, 255]);
  assert.deepEqual([...board.overdue], [1, 1, 0]);
  assert.equal(board.position, 14);
  assert.equal(board.totals.open, 5);
  assert.deepEqual(board.streets, [{ code: '1' }]);
  assert.deepEqual(board.changed, [0, 2]);
});

test('a frame without a snapshot asks for one', () => {
  assert.equal(withFrame(emptyBoard(), { position: 1, cells: [] }), null);
});

test('a frame about a cell that is not known asks for a snapshot', () => {
  const board = snapshot(10, [0, 3], [0, 1]);
  assert.equal(withFrame(board, { position: 11, cells: [[0, 7, 7], [2, 1, 0]] }), null);
  assert.deepEqual([...board.open], [0, 3]);
});

test('a frame from before the snapshot changes nothing', () => {
  const board = withFrame(snapshot(10, [0, 3], [0, 1]), { position: 9, cells: [[0, 7, 7]] });
  assert.deepEqual([...board.open], [0, 3]);
  assert.deepEqual(board.changed, []);
  assert.equal(board.position, 10);
});

test('after a drop the next snapshot makes everything right', () => {
  let board = withFrame(snapshot(10, [0, 0], [0, 0]), { position: 11, at: '', cells: [[0, 5, 0]] });
  board = snapshot(40, [1, 2], [0, 2]);
  assert.deepEqual([...board.open, ...board.overdue], [1, 2, 0, 2]);
});
