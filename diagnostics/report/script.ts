/** The script of a report, from its parts. The page is complete without it. */
import { foldsSource } from "./script/folds.js";
import { savingSource } from "./script/saving.js";

/** Plain ECMAScript, since it travels inside the page. */
export const reportScript = `"use strict";
${savingSource}
${foldsSource}
`;
