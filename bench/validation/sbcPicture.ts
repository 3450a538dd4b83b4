/** The picture of simulation-based calibration: how far the distribution of ranks strays from uniform. */
import { bandOf, bins, type Judged } from "../sbc/judge.js";
import type { Study } from "../sbc/sbc.js";

const [width, height] = [340, 170];
const margin = { left: 44, right: 8, top: 26, bottom: 30 };
const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
/** Differences of distribution functions shown, both ways. */
const reach = 0.24;

const x = (share: number) => margin.left + share * inner.width;
const y = (difference: number) =>
  margin.top + ((reach - Math.max(-reach, Math.min(reach, difference))) / (2 * reach)) * inner.height;

/** A line through points, in steps of a tenth of a pixel from one to the next, which halves the file. */
function path(points: readonly (readonly [number, number])[]): string {
  const tenths = points.map(([px, py]) => [Math.round(10 * px), Math.round(10 * py)] as const);
  const steps = tenths.map(([px, py], i) => {
    const [fromX, fromY] = i === 0 ? [0, 0] : tenths[i - 1]!;
    return `${(px - fromX) / 10},${(py - fromY) / 10}`;
  });
  return `m${steps.join(" ")}`;
}

/** One panel for each study, two in a row, over the band that all variables together must not leave. */
export function sbcPicture(studies: readonly Study[], replications: number, variables: number): string {
  const bounds = bandOf(replications, variables);
  const band = path([
    ...bounds.map(([low], i) => [x((i + 1) / bins), y(low / replications - (i + 1) / bins)] as const),
    ...bounds.map(([, high], i) => [x((i + 1) / bins), y(high / replications - (i + 1) / bins)] as const).reverse(),
  ]);
  const panels = studies.map((study, i) => {
    const place = `translate(${(i % 2) * width},${Math.floor(i / 2) * height})`;
    const title = study.control ? `${study.name}: simulated twice as wide` : study.name;
    return `<g transform="${place}">
<text x="${margin.left}" y="16" font-weight="600">${title}</text>
<path d="${band}Z" fill="#dbe7f3"/>
<path d="M${x(0)},${y(0)}H${x(1)}" stroke="#8896a5" fill="none"/>
${study.judged.map((one) => curve(one, replications)).join("\n")}
${axes()}
</g>`;
  });
  const rows = Math.ceil(studies.length / 2);
  const words =
    "Difference between the cumulative distribution of ranks and the uniform one, by parameter, with the band that holds all of them.";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * width} ${rows * height}" width="${2 * width}" font-family="system-ui, sans-serif" font-size="11" fill="#222" role="img" aria-label="${words}">
<rect width="100%" height="100%" fill="#fff"/>
${panels.join("\n")}
</svg>
`;
}

/** Group-level effects are thin and grey, all else is dark. */
function curve({ variable, ranks }: Judged, replications: number): string {
  const counts = new Int32Array(bins);
  for (const rank of ranks) counts[rank]++;
  let below = 0;
  const points = Array.from(counts, (count, i) => {
    below += count;
    return [x((i + 1) / bins), y(below / replications - (i + 1) / bins)] as const;
  });
  const style = variable.startsWith("r_")
    ? 'stroke="#6b7a89" stroke-opacity="0.45" stroke-width="0.7"'
    : 'stroke="#1b4f8a" stroke-width="1.2"';
  return `<path d="${path([[x(0), y(0)], ...points])}" fill="none" ${style}><title>${variable}</title></path>`;
}

function axes(): string {
  const ticks = [-0.2, 0, 0.2]
    .map((tick) => `<text x="${margin.left - 6}" y="${y(tick) + 4}" text-anchor="end">${tick}</text>`)
    .concat([0, 0.5, 1].map((tick) => `<text x="${x(tick)}" y="${height - 14}" text-anchor="middle">${tick}</text>`));
  return `${ticks.join("")}<path d="M${x(0)},${margin.top}V${margin.top + inner.height}H${x(1)}" stroke="#8896a5" fill="none"/>`;
}
