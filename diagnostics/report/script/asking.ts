/** The part of a report's script that answers how probable regions are which a reader sets. */

/** Probabilities from quantile tables. Pure. */
export const regionSource = `/** How many of \`count\` draws lie below a number, and how many at most there, from those at some ranks. */
function countsAt(ranks, values, count, number) {
  const search = (isBefore) => {
    let low = 0;
    let high = values.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(values[middle])) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const counted = (next) => {
    if (next === 0) return 0;
    if (next === values.length) return count;
    const [below, above] = [values[next - 1], values[next]];
    // Ranks between two that are known: as many as the number is far along.
    const unknown = ranks[next] - ranks[next - 1] - 1;
    const share = above > below ? Math.min(1, Math.max(0, (number - below) / (above - below))) : 0;
    return ranks[next - 1] + 1 + unknown * share;
  };
  return { below: counted(search((value) => value < number)), atMost: counted(search((value) => value <= number)) };
}
/** Effective draws at a probability, between those that are known. */
function sizeAt(sizes, probability) {
  const known = [0.05, 0.25, 0.5, 0.75, 0.95].map((p, i) => [p, sizes[i]]).filter(([, size]) => size !== null);
  if (known.length === 0) return NaN;
  const next = known.findIndex(([p]) => p >= probability);
  if (next <= 0) return known[next === 0 ? 0 : known.length - 1][1];
  const [[p1, s1], [p2, s2]] = [known[next - 1], known[next]];
  return s1 + ((probability - p1) / (p2 - p1)) * (s2 - s1);
}
/** Probabilities below, inside and above a region, ends inside, each with its Monte Carlo standard error. */
function regionOf({ ranks, count }, values, sizes, low, high) {
  const first = countsAt(ranks, values, count, low).below;
  const last = countsAt(ranks, values, count, high).atMost;
  const size = Math.min(sizeAt(sizes, first / count), sizeAt(sizes, last / count));
  const answer = (n) => ({ probability: n / count, error: Math.sqrt(((n / count) * (1 - n / count)) / size), size });
  return { below: answer(first), inside: answer(Math.max(0, last - first)), above: answer(count - last) };
}
/** A probability in words, never certain: draws worth n independent ones tell nothing below one in n. */
function percent({ probability, error, size }) {
  const least = Math.min(50, Math.max(0.1, 100 / size));
  const digits = least < 1 ? 1 : 0;
  const limit = Math.ceil(least * 10 ** digits) / 10 ** digits;
  const value = 100 * probability;
  if (value < limit / 2) return "less than " + limit + "%";
  if (value > 100 - limit / 2) return "more than " + (100 - limit).toFixed(digits) + "%";
  return value.toFixed(error > 0.005 ? 0 : 1) + "%";
}`;

/** The form in which a reader sets a region and a threshold. */
export const askingSource = `${regionSource}
function startAsking(tables) {
  const form = document.getElementById("region");
  const { variable, low, high, lowSlider, highSlider, threshold } = form.elements;
  const spoken = form.querySelector("output");
  const drawing = form.querySelector("svg");
  const number = (input) => (input.value === "" ? NaN : Number(input.value));
  let values;
  let table;
  let axis;
  let waiting;
  function open() {
    table = tables.tables[variable.value];
    values = unpack(table.values, table.packing);
    const at = (p) => values[Math.round(p * (values.length - 1))];
    const [from, to] = [Math.min(at(0.09), 0, table.region[0]), Math.max(at(0.91), 0, table.region[1])];
    axis = { low: from - (to - from) / 10, high: to + (to - from) / 10 };
    for (const slider of [lowSlider, highSlider]) {
      slider.min = axis.low;
      slider.max = axis.high;
      slider.step = (axis.high - axis.low) / 400;
    }
    [low.value, high.value] = table.region;
    threshold.value = 0;
    follow();
  }
  function follow() {
    lowSlider.value = low.value;
    highSlider.value = high.value;
    answer();
  }
  function answer() {
    const typed = [number(low), number(high)];
    const ends = [...typed].sort((a, b) => a - b);
    const swapped = form.querySelector("[data-swapped]");
    swapped.hidden = !(typed[0] > typed[1]);
    swapped.textContent = swapped.hidden ? "" : "The region is from " + short(ends[0]) + " to " + short(ends[1]) + ": its first end is above the second.";
    const known = !ends.some(Number.isNaN);
    const parts = known ? regionOf(tables, values, table.sizes, ...ends) : {};
    for (const [row, part] of [["below", parts.below], ["inside", parts.inside], ["above", parts.above], ["beyond", beyond()]]) {
      const [probability, error] = form.querySelectorAll("[data-answer=" + row + "] td");
      probability.textContent = part ? percent(part) : "–";
      error.textContent = part && part.error > 0 ? Number((100 * part.error).toPrecision(2)) + "%" : "–";
    }
    drawDots(drawing, axis, ends, dotsOf());
    clearTimeout(waiting);
    const words = [...form.querySelectorAll("[data-answer]")].map((row) =>
      row.querySelector("th").textContent + ": " + row.querySelector("td").textContent,
    );
    waiting = setTimeout(() => (spoken.textContent = words.join("; ")), 500);
  }
  function beyond() {
    const limit = number(threshold);
    return Number.isNaN(limit) ? undefined : regionOf(tables, values, table.sizes, limit, limit).above;
  }
  /** Sixty quantiles, each as probable as the others. */
  function dotsOf() {
    return Array.from({ length: 60 }, (_, k) => {
      const rank = ((k + 0.5) / 60) * (tables.count - 1);
      const next = tables.ranks.findIndex((known) => known >= rank);
      return values[next < 0 ? values.length - 1 : next];
    });
  }
  for (const [slider, input] of [[lowSlider, low], [highSlider, high]]) {
    slider.addEventListener("input", () => {
      input.value = short(Number(slider.value));
      answer();
    });
    input.addEventListener("input", follow);
  }
  threshold.addEventListener("input", answer);
  variable.addEventListener("change", open);
  form.addEventListener("submit", (event) => event.preventDefault());
  open();
}
/** Four to eight round numbers within a range. */
function roundBetween(low, high) {
  const size = Math.pow(10, Math.floor(Math.log10((high - low) / 4)));
  const step = size * [5, 2, 1].find((k) => (high - low) / (k * size) >= 4);
  const found = [];
  for (let k = Math.ceil(low / step); k * step <= high; k++) found.push(k * step);
  return found;
}
/** A column of dots for each step of the axis; those in the region are filled. */
function drawDots(drawing, axis, [low, high], quantiles) {
  const [width, height, size] = [480, 110, 9];
  const place = (value) => placeOf(axis, 6, width - 6, Math.min(axis.high, Math.max(axis.low, value)));
  const stacks = new Map();
  const edges = [place(low), place(high)];
  const marks = Number.isNaN(edges[0] + edges[1])
    ? []
    : [mark("rect", { x: tenth(edges[0]), y: 0, width: Math.max(1, tenth(edges[1] - edges[0])), height: height - 18, class: "band" })];
  const step = width / 44;
  for (const value of quantiles) {
    const column = Math.round(place(value) / step);
    const level = stacks.get(column) ?? 0;
    stacks.set(column, level + 1);
    const inside = value >= low && value <= high;
    marks.push(mark("circle", { cx: tenth(column * step), level, r: size / 2, class: inside ? "in" : "out" }));
  }
  const tallest = Math.max(...stacks.values());
  const rise = Math.min(size + 1, (height - 24) / tallest);
  for (const dot of marks) {
    const level = dot.getAttribute("level");
    if (level === null) continue;
    dot.setAttribute("cy", tenth(height - 24 - level * rise));
    dot.removeAttribute("level");
  }
  marks.push(mark("line", { x1: 0, x2: width, y1: height - 18, y2: height - 18, class: "axis" }));
  for (const value of roundBetween(axis.low, axis.high)) {
    const x = tenth(place(value));
    const label = mark("text", { x, y: height - 3, "text-anchor": x < 24 ? "start" : x > width - 24 ? "end" : "middle" });
    label.textContent = short(value).replace("-", "\u2212");
    marks.push(mark("line", { x1: x, x2: x, y1: height - 18, y2: height - 14, class: "axis" }), label);
  }
  drawing.replaceChildren(...marks);
}`;
