/** Lets a page go without what cannot be said of a model. */
import { isUserError } from "../engine/core/UserError.js";

/**
 * What a question answers; undefined where it is refused by a `UserError`, such as the courses of levels along a factor. Other errors
 * are thrown on.
 *
 * @example
 * const courses = unlessRefused(() => groupTrajectories(fitted, { group }));
 */
export function unlessRefused<Answer>(question: () => Answer): Answer | undefined {
  try {
    return question();
  } catch (error) {
    if (isUserError(error)) return undefined;
    throw error;
  }
}
