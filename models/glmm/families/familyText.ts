/** A family as a person writes it. */
import type { Family } from "../Family.js";

/**
 * A family as text that `parseFamily` reads back.
 *
 * @example familyText({ name: "binomial", link: "logit" }); // "binomial(logit)"
 */
export function familyText({ name, link, components }: Family): string {
  return components ? `${name}(${components.map(familyText).join(", ")})` : `${name}(${link})`;
}
