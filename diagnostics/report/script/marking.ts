/** The part of a report's script that draws chosen draws on top of figures, where their panels say that draws lie. */

/** From values to pixels and back, and what is said of chosen draws. Pure. */
export const placingSource = `/** Where a value lies on an axis from one pixel to another. */
function placeOf({ low, high, log }, from, to, value) {
  const bend = log ? Math.log : (x) => x;
  return from + ((bend(value) - bend(low)) / (bend(high) - bend(low))) * (to - from);
}
/** The value at a pixel of an axis. */
function valueAt({ low, high, log }, from, to, pixel) {
  const share = (pixel - from) / (to - from);
  return log ? low * Math.pow(high / low, share) : low + share * (high - low);
}
/** Places of the values within a range, ends included. */
function within(values, low, high) {
  const found = [];
  values.forEach((value, i) => {
    if (value >= low && value <= high) found.push(i);
  });
  return found;
}
/** Mean and middle 95 % of some values; undefined where there are none. */
function spread(values) {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  if (sorted.length === 0) return undefined;
  const at = (p) => {
    const place = p * (sorted.length - 1);
    const below = Math.floor(place);
    const next = sorted[Math.min(below + 1, sorted.length - 1)];
    return sorted[below] + (place - below) * (next - sorted[below]);
  };
  const mean = sorted.reduce((sum, value) => sum + value / sorted.length, 0);
  return { low: at(0.025), mean, high: at(0.975) };
}
/** A number with three digits. */
function short(value) {
  return String(Number(value.toPrecision(3)));
}`;

/** Marks of one figure. */
export const markingSource = `${placingSource}
const inSvg = "http://www.w3.org/2000/svg";
function mark(name, attributes) {
  const made = document.createElementNS(inSvg, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
const tenth = (pixel) => Math.round(pixel * 10) / 10;
/** What is drawn of the chosen draws in a panel of each kind; values are by variable. */
const panelMarks = {
  points({ x, y, box: [left, top, right, bottom], xSpan, ySpan }, values, chosen) {
    const [across, up] = [values.get(x), values.get(y)];
    if (!across || !up) return [];
    let d = "";
    for (const i of chosen) {
      const px = placeOf(xSpan, left, right, across[i]);
      const py = placeOf(ySpan, bottom, top, up[i]);
      if (px >= left && px <= right && py >= top && py <= bottom) d += "M" + tenth(px) + " " + tenth(py) + "h0";
    }
    return d === "" ? [] : [mark("path", { d, class: "dots" })];
  },
  lines({ axes, box: [, top, , bottom] }, values, chosen) {
    const known = axes.filter(({ variable }) => values.has(variable));
    let d = "";
    for (const i of chosen) {
      const points = known.map(({ variable, x, span }) => {
        const y = placeOf(span, bottom, top, values.get(variable)[i]);
        return tenth(x) + " " + tenth(Math.min(bottom, Math.max(top, y)));
      });
      if (points.length > 1 && !points.some((point) => point.includes("N"))) d += "M" + points.join("L");
    }
    const opacity = Math.max(0.15, Math.min(0.9, 30 / chosen.length));
    return d === "" ? [] : [mark("path", { d, class: "strokes", "stroke-opacity": opacity })];
  },
  interval({ variable, y, box: [left, , right], span }, values, chosen) {
    const column = values.get(variable);
    const found = column && spread(chosen.map((i) => column[i]));
    if (!found) return [];
    const [low, mean, high] = [found.low, found.mean, found.high].map((value) =>
      tenth(Math.min(right, Math.max(left, placeOf(span, left, right, value)))),
    );
    const line = "M" + low + " " + (y + 7) + "H" + high;
    return [
      mark("path", { d: line, class: "strokes" }),
      mark("path", { d: "M" + mean + " " + (y + 7) + "h0", class: "dots large" }),
    ];
  },
  curves: () => [],
};
function markFigure(figure, panels, draws, values, chosen) {
  const drawing = figure.querySelector("svg");
  for (const old of drawing.querySelectorAll(".chosen")) old.remove();
  const layer = mark("g", { class: "chosen", "aria-hidden": "true" });
  for (const panel of panels) layer.append(...panelMarks[panel.kind](panel, values, chosen));
  drawing.append(layer);
  const lit = new Set(chosen.map((i) => draws[i]));
  for (const curve of drawing.querySelectorAll("[data-draw]"))
    curve.classList.toggle("lit", lit.has(Number(curve.getAttribute("data-draw"))));
  drawing.classList.toggle("dimmed", chosen.length > 0);
  figure.dataset.chosen = chosen.length;
}`;
