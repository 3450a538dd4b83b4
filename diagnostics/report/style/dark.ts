/** The style of a report where readers ask for a dark page: charts are recoloured by their attributes, saved drawings stay light. */
import { darkCounterparts } from "../../plots/parts/theme.js";

const recoloured = [...darkCounterparts]
  .flatMap(([light, dark]) =>
    ["fill", "stroke"].map((attribute) => `  figure [${attribute}="${light}"] { ${attribute}: ${dark}; }`),
  )
  .join("\n");

export const darkStyle = `@media screen and (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e9ed; --muted: #a3adb8; --line: #2f363e; --strong-line: #59636e; --faint: #20252b; --paper: #15181c;
    --link: #7db5ec; --focus: #7db5ec; --control: #87919c; --flag: #33290f; --chosen: #d08ad6; --band: #2f363e;
    color-scheme: dark;
  }
  .good { --edge: #4bbf82; --wash: #15231b; }
  .caution { --edge: #e0a03c; --wash: #271f10; }
  .bad { --edge: #ff7a86; --wash: #2b1719; }
  .unknown { --edge: #a3adb8; --wash: #20252b; }
${recoloured}
}`;
