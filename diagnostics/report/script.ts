/** The script of a report, from its parts. The page is complete without it. */
import { askingSource } from "./script/asking.js";
import { choosingSource } from "./script/choosing.js";
import { foldsSource } from "./script/folds.js";
import { markingSource } from "./script/marking.js";
import { savingSource } from "./script/saving.js";
import { scrollersSource } from "./script/scrollers.js";
import { unpackingSource } from "./script/unpacking.js";

/** Plain ECMAScript, since it travels inside the page; comments and indentation stay behind. */
export const reportScript = `"use strict";
${savingSource}
${foldsSource}
${scrollersSource}
${unpackingSource}
${markingSource}
${choosingSource}
${askingSource}
const content = JSON.parse(data.textContent);
for (const part of document.querySelectorAll("[data-script]")) part.hidden = false;
if (content.draws) startChoosing(content);
if (content.quantiles) startAsking(content.quantiles);
`.replace(/^ *(?:\/(?:\/|\*\*).*\n)?/gm, "");
