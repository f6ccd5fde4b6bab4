// How much time a case has left, in words. Pure.

import { span } from './format.js';

/**
 * @param {{name: string, left?: number}} light
 * @param {(key: string, values?: object) => string} t
 */
export function leftOf({ name, left }, t) {
  if (left === undefined) {
    return '';
  }
  const key = name === 'held' ? 'case.rests' : left < 0 ? 'case.over' : 'case.left';
  return t(key, { span: span(left, t) });
}
