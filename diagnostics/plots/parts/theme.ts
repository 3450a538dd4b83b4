/** Colours, shapes and sizes that all charts share; every mark has at least 3:1 contrast on white. */
export const ink = "#1f2328";
export const muted = "#59636e";
export const faint = "#e4e7eb";
export const rule = "#767f89";
export const accent = "#1a5a96";
export const second = "#b8500a";
export const paleAccent = "#cfe0f1";
export const band = "#e9edf2";
export const alarm = "#a4001d";
export const third = "#16795a";
/** Many lines or points of the same kind, drawn thin or half transparent. */
export const crowd = "#7f97b2";
/** What shows through behind marks: the page itself. */
export const paper = "#fff";

/** Pale grounds, from nearly none to the strongest, on which ink keeps a contrast above 7:1; their counterparts are dark ones. */
export const warmGrounds = ["#fdf4ec", "#fbead9", "#f9dfc6", "#f7d4b3", "#f5caa0", "#f3bf8d"] as const;
export const coolGrounds = ["#edf4fa", "#dbeaf6", "#c9dff1", "#b7d4ec", "#a5cae8", "#93bfe3"] as const;
const darkWarmGrounds = ["#292421", "#36291d", "#442e1a", "#513217", "#5e3713", "#6b3c10"] as const;
const darkCoolGrounds = ["#1c2631", "#1c2d3d", "#1c344a", "#1c3a57", "#1c4163", "#1c4870"] as const;

export const fontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
/** Pixels of ordinary and of small text in charts. */
export const fontSize = 12;
export const smallSize = 11;

/** Widths of a chart that fills the column and of one of two side by side, in pixels. */
export const fullWidth = 800;
export const halfWidth = 392;

// Neighbours differ in lightness as well as in hue, for readers who see few colours or print in grey.
const chainColours = ["#0b62a4", "#c65102", "#16795a", "#8a3f8f", "#7a5c00", "#33475b"] as const;
const chainDashes = ["", "6 3", "2 2.5", "9 3 2 3", "12 4", "4 2 1 2 1 2"] as const;

/** Colour of the k-th chain, from 0. */
export function chainColour(k: number): string {
  return chainColours[k % chainColours.length];
}

/** Dash pattern of the k-th chain, from 0: empty for a solid line. */
export function chainDash(k: number): string {
  return chainDashes[k % chainDashes.length];
}

/** All colours that carry meaning, for the test of their contrast. */
export const meaningfulColours: readonly string[] = [ink, muted, rule, accent, second, alarm, ...chainColours];

/**
 * Each colour's counterpart on a dark page, with the same contrast. A page recolours drawings by their attributes, so charts must use the
 * colours of this file alone; a saved drawing keeps the light ones.
 */
export const darkCounterparts: ReadonlyMap<string, string> = new Map([
  [ink, "#e6e9ed"],
  [muted, "#a3adb8"],
  [faint, "#2b3138"],
  [rule, "#87919c"],
  [accent, "#6cabe8"],
  [second, "#f0924b"],
  [paleAccent, "#27425e"],
  [band, "#262c33"],
  [alarm, "#ff6b81"],
  [third, "#4bbf94"],
  [crowd, "#6b8199"],
  [paper, "#15181c"],
  ["#0b62a4", "#5aa9ee"],
  ["#c65102", "#f28a3c"],
  ["#8a3f8f", "#d08ad6"],
  ["#7a5c00", "#d1ab3f"],
  ["#33475b", "#a9bccf"],
  ...warmGrounds.map((light, k) => [light, darkWarmGrounds[k]] as const),
  ...coolGrounds.map((light, k) => [light, darkCoolGrounds[k]] as const),
]);
