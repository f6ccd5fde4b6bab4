// How large things are on this screen and in this city.

/** How much larger than a desk's screen this one is drawn: canvas knows no rem, so lines and letters ask here. */
export function screenScale() {
  return Math.max(0.9, parseFloat(getComputedStyle(document.documentElement).fontSize) / 16);
}

/**
 * The side of a middling cell in metres of the map (web Mercator): half of the city's box, shared by its cells.
 * @param {import('./types.js').City} city
 */
export function cellSide(city) {
  const [west, south, east, north] = city.bounds;
  const degree = 111_320;
  const stretch = 1 / Math.cos((((south + north) / 2) * Math.PI) / 180);
  const area = ((east - west) * degree * (north - south) * degree * stretch) / 2;
  return Math.sqrt(area / Math.max(1, city.cellCount));
}
