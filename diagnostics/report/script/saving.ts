/** The part of a report's script that saves tables as CSV, drawings as SVG and all data as JSON. */

/** Turns a cell into a CSV field: quoted, and harmless to a spreadsheet that would run it as a formula. */
export const csvFieldSource = `function csvField(cell) {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const plain = cell.replace(/\\u2212/g, "-").replace(/\\r\\n?/g, "\\n");
  const number = /^-?[0-9.]+(e-?[0-9]+)?$/.test(plain);
  const harmless = !number && /^[\\s]*[=+\\-@\\t\\r|%]/.test(plain) ? "'" + plain : plain;
  return '"' + harmless.replace(/"/g, '""') + '"';
}`;

/** What a button of the page saves is read from the data of the page, in full precision. */
export const savingSource = `${csvFieldSource}
function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
const data = document.getElementById("data");
function saveTable({ dataset }) {
  const { columns, rows } = JSON.parse(data.textContent).tables[dataset.csv];
  const lines = [columns, ...rows].map((cells) => cells.map(csvField).join(","));
  save(dataset.name + ".csv", "text/csv", "\\ufeff" + lines.join("\\r\\n") + "\\r\\n");
}
function saveDrawing(button) {
  const drawing = button.closest("figure").querySelector("svg").cloneNode(true);
  for (const mark of drawing.querySelectorAll(".chosen")) mark.remove();
  for (const curve of drawing.querySelectorAll(".lit")) curve.removeAttribute("class");
  drawing.removeAttribute("class");
  save(button.dataset.svg + ".svg", "image/svg+xml", new XMLSerializer().serializeToString(drawing));
}
function saveData({ dataset }) {
  save(dataset.json + ".json", "application/json", data.textContent);
}
for (const [selector, action] of [["[data-csv]", saveTable], ["[data-svg]", saveDrawing], ["[data-json]", saveData]]) {
  for (const button of document.querySelectorAll("button" + selector)) {
    button.hidden = false;
    button.addEventListener("click", () => action(button));
  }
}`;
