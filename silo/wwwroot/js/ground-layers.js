// Which of a city's layers the map shows from the start.

/** Registers and helpers of rules: hundreds of marks that would hide the cases. Whoever needs one switches it on. */
const quiet = new Set(['compounds', 'neighbours', 'outfalls', 'pavements', 'sources']);

/** Whether a layer is off until somebody switches it on. */
export function isQuiet(name) {
  return quiet.has(name);
}
