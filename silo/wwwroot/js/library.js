// The two third-party libraries. The build may have been made without them; then the page does with less.

const scripts = new Map();

/**
 * Loads a script once and answers the global it defines, or null when it is not there.
 * @param {string} source
 * @param {string} name of the global
 */
export function library(source, name) {
  if (!scripts.has(source)) {
    scripts.set(source, new Promise((resolve) => {
      const script = document.createElement('script');
      script.src = source;
      script.onload = () => resolve(globalThis[name] ?? null);
      script.onerror = () => resolve(null);
      document.head.append(script);
    }));
  }
  return scripts.get(source);
}

/** Adds a style sheet of a library. */
export function styleSheet(source) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = source;
  document.head.prepend(link);
}

export const openLayers = () => library('/lib/ol/ol.js', 'ol');
export const microPlot = () => library('/lib/uplot/uPlot.iife.min.js', 'uPlot');
