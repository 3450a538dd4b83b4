/** Estimates how wide a text will be, since charts are laid out without a browser. */

// Widths in em, a little above those of the usual interface fonts: space to spare is better than an overlap.
const narrow = /[\u0020!'(),./:;I[\]fijlrt|]/;
const wide = /[MW@mw%−–—…<>=+~#]/;
const full = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/;

/** Approximate width of a text in pixels at a font size in pixels; bold text is wider. */
export function textWidth(text: string, fontSize: number, bold = false): number {
  let em = 0;
  for (const character of text) em += characterWidth(character);
  return em * fontSize * (bold ? 1.1 : 1);
}

/** The text, or as much of its beginning and end as fits in `limit` pixels around an ellipsis. */
export function truncate(text: string, limit: number, fontSize: number, bold = false): string {
  if (textWidth(text, fontSize, bold) <= limit) return text;
  const characters = Array.from(text);
  if (characters.length < 3) return text;
  // widths[k] is that of the first k characters: names may be long, and many.
  const widths = [0];
  for (const character of characters) widths.push(widths[widths.length - 1] + characterWidth(character));
  const total = widths[characters.length];
  const em = limit / (fontSize * (bold ? 1.1 : 1)) - characterWidth("…");
  let kept = characters.length - 1;
  // Names differ most often at the end (`r_herd[15,Intercept]`), so the middle is what goes.
  const headOf = (n: number): number => Math.ceil(n * 0.6);
  const widthOf = (n: number): number => widths[headOf(n)] + total - widths[characters.length - (n - headOf(n))];
  while (kept > 2 && widthOf(kept) > em) kept -= 1;
  const head = headOf(kept);
  return `${characters.slice(0, head).join("")}…${characters.slice(characters.length - (kept - head)).join("")}`;
}

function characterWidth(character: string): number {
  if (full.test(character)) return 1.02;
  if (narrow.test(character)) return 0.41;
  if (wide.test(character)) return 0.98;
  if (/[A-Z]/.test(character)) return 0.72;
  return 0.64;
}
