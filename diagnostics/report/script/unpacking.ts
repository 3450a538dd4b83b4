/** The part of a report's script that reads packed numbers, as `pageDraws` and `quantileTables` pack them. */
export const unpackingSource = `function viewOf(text) {
  return new DataView(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);
}
/** Draws by variable, in the order of draws. */
function unpackDraws({ variables, draws, codes, values }) {
  const view = viewOf(values);
  const unpacked = variables.map((name, v) => {
    const { low, step, curve } = codes[v];
    const value = (_, i) => {
      const packed = view.getUint16(2 * (v * draws.length + i), true);
      return packed === 65535 ? NaN : straight(low + packed * step, curve);
    };
    return [name, Float64Array.from(draws, value)];
  });
  return new Map(unpacked);
}
function straight(value, curve) {
  if (!curve) return value;
  return curve.kind === "log" ? Math.exp(value) : curve.centre + curve.scale * Math.sinh(value);
}
function unpackQuantiles({ values }) {
  const view = viewOf(values);
  return Float64Array.from({ length: view.byteLength / 4 }, (_, i) => view.getFloat32(4 * i, true));
}`;
