/** Breaks a text into lines at its spaces. */
import { textLength } from "./fitText.js";

/** Lines of at most `width` characters where words allow it, all but the first begun with `indent`. */
export function wrapText(text: string, width: number, indent = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && textLength(line) + 1 + textLength(word) > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return line === "" ? lines : [...lines, line];
}
