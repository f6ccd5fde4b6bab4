import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anything, formatAddress, parseAddress, views } from '../../silo/wwwroot/js/address.js';

test('the start page has an empty address', () => {
  assert.equal(formatAddress(parseAddress('')), '#');
});

test('what is looked at survives the way through the address', () => {
  const address = { view: 'list', cell: '110101009003012', case: '110101009003012-17', area: '110101009', stage: 'handling', unit: 'u-water', class: '04-012', tier: 'district', dueBefore: '2026-11-23T12:00Z', calls: 'open', task: 'nobody', shade: 'class', open: false, overdue: true, supervised: true };
  assert.deepEqual(Object.keys(address).sort(), [...Object.keys(anything), 'shade', 'view'].sort());
  assert.deepEqual(parseAddress(formatAddress(address)), address);
});

test('the desks have addresses of their own', () => {
  assert.equal(formatAddress({ ...anything, view: 'list', supervised: true }), '#view=list&supervised=true');
  assert.equal(formatAddress({ ...anything, view: 'list', calls: 'whistle' }), '#view=list&calls=whistle');
  assert.equal(formatAddress({ ...anything, view: 'list', task: 'nobody' }), '#view=list&task=nobody');
  assert.equal(formatAddress({ ...parseAddress('#stage=closed&overdue=true&unit=u'), ...anything }), '#');
  assert.equal(parseAddress(formatAddress({ ...anything, dueBefore: '2026-11-23T12:00:00+08:00' })).dueBefore, '2026-11-23T12:00:00+08:00');
});

test('every view has an address, the start page the shortest', () => {
  assert.deepEqual(views.map((view) => parseAddress(formatAddress({ ...anything, view })).view), views);
  assert.equal(formatAddress({ ...anything, view: views[0] }), '#');
});

test('several stages are one filter', () => {
  assert.equal(parseAddress('#stage=pendingAcceptance,handling').stage, 'pendingAcceptance,handling');
});

test('what makes no sense is left out', () => {
  const address = parseAddress('#cell=12&case=<b>&area=../x&view=other&stage=a b');
  assert.deepEqual([address.cell, address.case, address.area, address.view, address.stage], ['', '', '', 'map', '']);
  const desk = parseAddress('#tier=moon&dueBefore=2026-13-45T99:00Z&calls=closed&task=x&supervised=yes');
  assert.deepEqual([desk.tier, desk.dueBefore, desk.calls, desk.task, desk.supervised], ['', '', '', '', false]);
});
