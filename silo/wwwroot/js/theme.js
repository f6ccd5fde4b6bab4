// Dark for the wall, light for the desk. This file runs before anything is drawn, so that no page flashes.

// Pages that are used in the street follow the device: sunlight decides there.
const own = document.documentElement.dataset.theme === 'system' && matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
const wanted = new URLSearchParams(location.search).get('theme') ?? stored('theme') ?? own;
document.documentElement.dataset.theme = wanted === 'light' ? 'light' : 'dark';

/** A browser may forbid storage; then choices last as long as the page. */
function stored(name) {
  try {
    return localStorage.getItem(`gridcity.${name}`);
  } catch {
    return null;
  }
}
