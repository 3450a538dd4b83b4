/**
 * The script of a report. The page is complete without it; with it, tables can be saved, links open what is folded, and
 * printing unfolds everything. Plain ECMAScript in a string, since it travels inside the page.
 */

/** Turns the text of one cell into a CSV field: quoted, and harmless to a spreadsheet that would run it as a formula. */
export const csvFieldSource = `function csvField(text) {
  const plain = text.replace(/\\u2212/g, "-").replace(/\\r\\n?/g, "\\n");
  const number = /^-?[0-9.]+(e-?[0-9]+)?$/.test(plain);
  const harmless = !number && /^[\\s]*[=+\\-@\\t\\r|%]/.test(plain) ? "'" + plain : plain;
  return '"' + harmless.replace(/"/g, '""') + '"';
}`;

export const reportScript = `"use strict";
${csvFieldSource}
function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
for (const button of document.querySelectorAll("button[data-csv]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const table = button.closest(".table").querySelector("table");
    const lines = [...table.rows].map((row) => [...row.cells].map((cell) => csvField(cell.textContent)).join(","));
    save(button.dataset.csv + ".csv", "text/csv", "\\ufeff" + lines.join("\\r\\n") + "\\r\\n");
  });
}
for (const button of document.querySelectorAll("button[data-json]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    save(button.dataset.json + ".json", "application/json", document.getElementById("data").textContent);
  });
}
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", reveal);
if (location.hash) reveal();
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details.fold:not([open])")];
  for (const details of closed) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of closed) details.open = false;
});
`;
