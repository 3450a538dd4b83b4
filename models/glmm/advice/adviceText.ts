/** Advice for a terminal. */
import { printable } from "../../../engine/text/printable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import type { Advice } from "./index.js";

const usualWidth = 100;

/**
 * A paragraph for each piece of advice, warnings with an exclamation mark first.
 *
 * @example console.log(adviceText(advice(posterior), { width: 80 }));
 */
export function adviceText(
  { warnings, notes }: Advice,
  { width = usualWidth }: { readonly width?: number } = {},
): string {
  const lines = (mark: string, all: Advice["notes"]): readonly string[] =>
    all.flatMap(({ text }) => wrapText(`${mark} ${printable(text)}`, width, "  "));
  const found =
    warnings.length === 0 ? ["Nothing to be advised of was found in model and data."] : lines("!", warnings);
  return [...found, ...lines("-", notes)].join("\n");
}
