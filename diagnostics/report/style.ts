/** The style of a report, from its parts: on a screen, on a small one, in the dark, on paper. */
import { darkStyle } from "./style/dark.js";
import { narrowStyle } from "./style/narrow.js";
import { printStyle } from "./style/print.js";
import { screenStyle } from "./style/screen.js";

export const reportStyle = `
${screenStyle}
${narrowStyle}
${darkStyle}
${printStyle}
`.replace(/^ +/gm, "");
