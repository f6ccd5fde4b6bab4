import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAddress, parseAddress } from '../../silo/wwwroot/js/address.js';

test('the start page has an empty address', () => {
  assert.equal(formatAddress(parseAddress('')), '#');
});

test('what is looked at survives the way through the address', () => {
  const address = { view: 'list', cell: '110101009003012', case: '110101009003012-17', area: '110101009', stage: 'handling', unit: 'u-water', class: '04-012', open: false, overdue: true };
  assert.deepEqual(parseAddress(formatAddress(address)), address);
});

test('several stages are one filter', () => {
  assert.equal(parseAddress('#stage=pendingAcceptance,handling').stage, 'pendingAcceptance,handling');
});

test('what makes no sense is left out', () => {
  const address = parseAddress('#cell=12&case=<b>&area=../x&view=other&stage=a b');
  assert.deepEqual([address.cell, address.case, address.area, address.view, address.stage], ['', '', '', 'map', '']);
});
