/** Derivatives of a function by central differences of three widths, extrapolated to none: errors of order h⁶. */
export function derivatives(f: (x: Float64Array) => number, at: Float64Array, width = 4e-3): Float64Array {
  return Float64Array.from(at, (x, i) => {
    const central = (h: number) => (f(at.with(i, x + h)) - f(at.with(i, x - h))) / (2 * h);
    const [wide, middle, narrow] = [central(width), central(width / 2), central(width / 4)];
    const [first, second] = [(4 * middle - wide) / 3, (4 * narrow - middle) / 3];
    return (16 * second - first) / 15;
  });
}
