/** The part of a report's script that lets a reader choose draws: by dragging in a figure, or by a form for which the keyboard is enough. */
export const choosingSource = `function startChoosing({ draws: packed, panels }) {
  const { draws, variables, divergent } = packed;
  const values = unpackDraws(packed);
  const figures = [...document.querySelectorAll("figure[data-panels]")].map((figure) => ({
    figure,
    panels: panels[figure.dataset.panels],
  }));
  const form = document.getElementById("choose-draws");
  const status = document.getElementById("chosen");
  function show(chosen, what) {
    for (const { figure, panels } of figures) markFigure(figure, panels, draws, values, chosen);
    status.dataset.draws = chosen.map((i) => draws[i]).join(" ");
    status.querySelector("output").textContent =
      what === "" ? "" : chosen.length + " of " + draws.length + " draws chosen: " + what + ".";
    status.classList.toggle("shown", what !== "");
    status.querySelector("button").hidden = what === "";
  }
  function showRanges(ranges) {
    const known = ranges.filter(({ variable }) => values.has(variable));
    if (known.length === 0) return;
    const kept = known
      .map(({ variable, low, high }) => new Set(within(values.get(variable), low, high)))
      .reduce((all, some) => new Set([...all].filter((i) => some.has(i))));
    const words = known.map(({ variable, low, high }) => variable + " from " + short(low) + " to " + short(high));
    show([...kept], words.join(" and "));
  }
  const clear = () => show([], "");
  const isDivergent = new Set(divergent);
  const everyPlace = [...draws.keys()];
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { variable: { value: place }, low, high } = form.elements;
    const variable = variables[place];
    const column = values.get(variable).filter(Number.isFinite);
    const reach = [column.reduce((a, b) => Math.min(a, b), Infinity), column.reduce((a, b) => Math.max(a, b), -Infinity)];
    const from = low.value === "" ? -Infinity : Number(low.value);
    const to = high.value === "" ? Infinity : Number(high.value);
    const [first, last] = from > to ? [to, from] : [from, to];
    // Ends that are not typed are those of the draws, unless these end before.
    if (first > reach[1] || last < reach[0])
      show([], "those here of " + variable + " are from " + short(reach[0]) + " to " + short(reach[1]));
    else
      showRanges([{ variable, low: Math.max(first, reach[0]), high: Math.min(last, reach[1]) }]);
  });
  form.querySelector("[name=divergent]")?.addEventListener("click", () => {
    show(everyPlace.filter((i) => isDivergent.has(draws[i])), "those that diverged");
  });
  for (const button of [form.querySelector("[name=clear]"), status.querySelector("button")])
    button.addEventListener("click", () => {
      clear();
      if (button.hidden) form.elements.variable.focus();
    });
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && status.classList.contains("shown")) clear();
  });
  for (const { figure, panels } of figures) makeBrush(figure.querySelector("svg"), panels, showRanges);
  clear();
}
/** The ranges that a rectangle between two points of a panel stands for. */
function rangesOf(panel, [x1, y1], [x2, y2]) {
  const [left, top, right, bottom] = panel.box;
  const clip = (a, b, from, to) => [a, b].map((v) => Math.min(Math.max(v, from), to)).sort((a, b) => a - b);
  const [fromX, toX] = clip(x1, x2, left, right);
  const [fromY, toY] = clip(y1, y2, top, bottom);
  const across = (variable, span) => ({
    variable,
    low: valueAt(span, left, right, fromX),
    high: valueAt(span, left, right, toX),
  });
  const up = (variable, span) => ({
    variable,
    low: valueAt(span, bottom, top, toY),
    high: valueAt(span, bottom, top, fromY),
  });
  if (panel.kind === "points") return [across(panel.x, panel.xSpan), up(panel.y, panel.ySpan)];
  if (panel.kind === "interval") return [across(panel.variable, panel.span)];
  const nearest = nearestAxis(panel.axes, x1);
  return [up(nearest.variable, nearest.span)];
}
function nearestAxis(axes, x) {
  return axes.reduce((best, axis) => (Math.abs(axis.x - x) < Math.abs(best.x - x) ? axis : best));
}
/** The panel in which a drag may begin: within its box, and near an axis or a row where it has these. */
function panelAt(panels, [x, y]) {
  const inside = (panel) => {
    if (panel.kind === "curves") return false;
    const [left, top, right, bottom] = panel.box;
    if (panel.kind === "lines") return y >= top - 4 && y <= bottom + 4 && Math.abs(nearestAxis(panel.axes, x).x - x) < 24;
    if (x < left || x > right) return false;
    return panel.kind === "interval" ? Math.abs(y - panel.y) <= 12 : y >= top && y <= bottom;
  };
  return panels.find(inside);
}
function makeBrush(drawing, panels, choose) {
  drawing.classList.add("linked");
  const pointIn = (event) => {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
    return [x, y];
  };
  let brush;
  drawing.addEventListener("pointerdown", (event) => {
    // A finger scrolls the page; readers with a touch screen have the form.
    if (event.button !== 0 || event.pointerType === "touch") return;
    const from = pointIn(event);
    const panel = panelAt(panels, from);
    if (!panel) return;
    event.preventDefault();
    drawing.setPointerCapture(event.pointerId);
    brush = { panel, from, frame: mark("rect", { class: "brush" }) };
    drawing.append(brush.frame);
  });
  drawing.addEventListener("pointermove", (event) => {
    if (!brush) return;
    const [x, y] = pointIn(event);
    const [left, top, right, bottom] = brush.panel.box;
    const [fromX, toX] = brush.panel.kind === "lines" ? axisEdges(brush) : [brush.from[0], Math.min(right, Math.max(left, x))];
    const [fromY, toY] = brush.panel.kind === "interval" ? [brush.panel.y - 10, brush.panel.y + 10] : [brush.from[1], Math.min(bottom, Math.max(top, y))];
    const frame = { x: Math.min(fromX, toX), y: Math.min(fromY, toY), width: Math.abs(toX - fromX), height: Math.abs(toY - fromY) };
    for (const [key, value] of Object.entries(frame)) brush.frame.setAttribute(key, tenth(value));
  });
  function axisEdges({ panel, from }) {
    const { x } = nearestAxis(panel.axes, from[0]);
    return [x - 8, x + 8];
  }
  const end = (event) => {
    if (!brush) return;
    const { panel, from, frame } = brush;
    brush = undefined;
    frame.remove();
    const to = pointIn(event);
    if (event.type === "pointerup" && Math.hypot(to[0] - from[0], to[1] - from[1]) > 4) choose(rangesOf(panel, from, to));
  };
  drawing.addEventListener("pointerup", end);
  drawing.addEventListener("pointercancel", end);
}`;
