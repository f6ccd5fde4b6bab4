// Small drawings, because not every device has a sign for it in a font.

import { svg } from './dom.js';

const pen = { 'aria-hidden': 'true', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.8, 'stroke-linejoin': 'round', 'stroke-linecap': 'round' };

/** A camera. */
export function camera() {
  return svg('svg', { viewBox: '0 0 24 24', width: '1.375rem', height: '1.375rem', ...pen }, svg('path', { d: 'M3 7.5h4l1.6-2.5h6.8L17 7.5h4v12H3z' }), svg('circle', { cx: 12, cy: 13, r: 3.6 }));
}

/** A way out. */
export function exit() {
  return svg('svg', { viewBox: '0 0 24 24', width: '1.125rem', height: '1.125rem', ...pen }, svg('path', { d: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9' }));
}
