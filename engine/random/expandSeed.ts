/** The one door to seedrandom: from a seed and a purpose to the state of a stream. */
import seedrandom from "seedrandom";
import { UserError } from "../core/UserError.js";

/** Four words of 32 bits, not all zero. */
export type State = readonly [number, number, number, number];

/**
 * The state of the stream for a seed and a purpose.
 *
 * The seed (without leading zeros) and the purpose are written as a JSON array in ASCII, and seedrandom's ARC4 generator is keyed
 * with that text; its first four words are the state. ARC4 repeats its key until it fills 256 bytes and sees 8 bits of a character
 * only, so that "1" and "11" or "ā" and "\u0001" would be one key; a JSON array is never a repetition of another, and ASCII fits.
 * An explicit key leaves the generator's own entropy and the engine's global generator out of it.
 *
 * @throws UserError for a seed that is not a whole number of 1 to 20 decimal digits
 */
export function expandSeed(seed: string, purpose: readonly (string | number)[]): State {
  if (!/^[0-9]{1,20}$/.test(seed)) {
    throw new UserError(`invalid seed: ${JSON.stringify(seed)}: give a whole number of 1 to 20 decimal digits`);
  }
  const generator = seedrandom(ascii(JSON.stringify([seed.replace(/^0+(?=.)/, ""), ...purpose])));
  const word = (): number => generator.int32() >>> 0;
  const state: State = [word(), word(), word(), word()];
  return state.every((part) => part === 0) ? [1, 0, 0, 0] : state;
}

/** Characters beyond ASCII as JSON escapes. */
function ascii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
