// The classes and colours of the map. Colours are the style sheet's; this reads them for those who paint on canvas.

/** The least number of open cases in each class. */
export const breaks = [0, 1, 2, 3, 5, 8];

const classes = Uint8Array.from({ length: 256 }, (_, n) => breaks.findLastIndex((least) => n >= least));

/** The class, 0 to 5, of a number of open cases. */
export function classOf(open) {
  return classes[open];
}

/** What the legend writes for a class: "0", "3–4", "8+". */
export function classLabel(index) {
  const least = breaks[index];
  const next = breaks[index + 1];
  if (next === undefined) {
    return `${least}+`;
  }
  return next - 1 > least ? `${least}–${next - 1}` : String(least);
}

/** The colours of the current theme. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    cells: breaks.map((_, index) => read(`cell-${index}`)),
    cellLine: read('cell-line'),
    street: read('street-line'),
    community: read('community-line'),
    label: read('label'),
    halo: read('halo'),
    water: read('water'),
    waterFill: read('water-fill'),
    road: read('road'),
    late: read('late'),
    lateMap: read('late-map'),
    mark: read('mark'),
    accent: read('accent'),
    done: read('done'),
    ink: read('ink'),
    muted: read('ink-3'),
    line: read('line'),
    font: getComputedStyle(document.body).fontFamily,
  };
}

/**
 * A pattern of slanted lines: overdue is a texture, not only a colour.
 * @param {string} colour
 * @param {number} gap pixels between lines
 * @param {number} scale of the screen
 */
export function hatch(colour, gap, scale) {
  const size = Math.round(gap * scale * devicePixelRatio);
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const context = /** @type {CanvasRenderingContext2D} */ (tile.getContext('2d'));
  context.strokeStyle = colour;
  context.lineWidth = 1.1 * scale * devicePixelRatio;
  context.beginPath();
  for (const shift of [-size, 0, size]) {
    context.moveTo(shift - 1, size + 1);
    context.lineTo(shift + size + 1, -1);
  }
  context.stroke();
  return /** @type {CanvasPattern} */ (context.createPattern(tile, 'repeat'));
}
