/** Refuses files that say they hold more than memory does, before room is made for it: a size is quickly written, or damaged. */
import { totalmem } from "node:os";

import { UserError } from "../../engine/core/UserError.js";

/** Numbers, and names of variables, that are to be held at once. */
export interface HeldInMemory {
  readonly numbers: number;
  readonly names: number;
}

/** Draws exist twice while they are put together by chain. */
const bytesPerNumber = 16;

/** Of a variable its name and its row of the summary, at least. */
const bytesPerName = 1024;

/** No array of the language is longer, in doubles. */
const mostNumbers = 536_870_912;

/**
 * @param what in words that begin a sentence, such as `"posterior/theta" in a.zarr`
 * @throws UserError when it takes more than half of the machine's memory.
 */
export function refuseTooLarge(what: string, { numbers, names }: HeldInMemory, memory: number = totalmem()): void {
  const bytes = numbers * bytesPerNumber + names * bytesPerName;
  if (Number.isSafeInteger(numbers) && numbers >= 0 && numbers <= mostNumbers && bytes <= memory / 2) return;
  throw new UserError(
    `${what} says that it holds ${numbers} numbers, more than fit into memory: is the file damaged? Else save fewer draws or variables.`,
  );
}
