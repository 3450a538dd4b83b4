/** The part of a report's script that reads packed numbers, as `packing.ts` packs them. */
export const unpackingSource = `function unpack(text, { low, step, curve }) {
  const view = new DataView(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);
  return Float64Array.from({ length: view.byteLength / 2 }, (_, i) => {
    const packed = view.getUint16(2 * i, true);
    if (packed === 65535) return NaN;
    const value = low + packed * step;
    if (!curve) return value;
    return curve.kind === "log" ? Math.exp(value) : curve.centre + curve.scale * Math.sinh(value);
  });
}
/** Draws by variable, in the order of draws. */
function unpackDraws({ variables, packings, values }) {
  return new Map(variables.map((name, v) => [name, unpack(values[v], packings[v])]));
}`;
