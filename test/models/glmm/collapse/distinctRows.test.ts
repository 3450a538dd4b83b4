import { describe, expect, it } from "vitest";
import { distinctRows } from "../../../../models/glmm/collapse/distinctRows.js";
import { testRng } from "../../../engine/distributions/testRng.js";

/** The same by text. */
function byText(columns: readonly ArrayLike<number>[], rows: number) {
  const kinds = new Map<string, number>();
  const first: number[] = [];
  const counts: number[] = [];
  const place = Array.from({ length: rows }, (_, row) => {
    const key = columns.map((column) => column[row]).join(" ");
    const kind = kinds.get(key) ?? kinds.size;
    if (!kinds.has(key)) first.push(row);
    kinds.set(key, kind);
    counts[kind] = (counts[kind] ?? 0) + 1;
    return kind;
  });
  return { first, place, counts };
}

function plain(found: ReturnType<typeof distinctRows>) {
  return found && { first: [...found.first], place: [...found.place], counts: [...found.counts] };
}

describe("distinctRows", () => {
  it("numbers kinds by their first rows, as comparing texts does", () => {
    const rng = testRng(4);
    for (const [rows, values] of [
      [5, 1],
      [40, 2],
      [1000, 5],
      [3000, 11],
    ] as const) {
      const column = () => Array.from({ length: rows }, () => Math.floor(values * rng.uniform()));
      const columns = [
        Float64Array.from(column(), (x) => x / 3),
        Int32Array.from(column()),
        Float64Array.from(column(), (x) => -1e300 * x - 0),
      ];
      expect(plain(distinctRows(columns, rows, Math.floor(rows / 2)))).toEqual(byText(columns, rows));
    }
  });

  it("tells rows apart whose hashes are equal, as some of 2.5 · 10⁵ are", () => {
    // Of so many hashes of 32 bits some 7 pairs are equal by chance.
    const kinds = 250_000;
    const rng = testRng(2);
    const column = () => {
      const values = Int32Array.from({ length: kinds }, () => rng.bits());
      return Int32Array.from({ length: 2 * kinds }, (_, row) => values[row % kinds]!);
    };
    const { place, first } = distinctRows([column(), column()], 2 * kinds, kinds)!;
    expect(first).toHaveLength(kinds);
    expect(place.every((kind, row) => kind === row % kinds)).toBe(true);
  });

  it("finds repeats in whatever order rows are: sorted, alternating, with few kinds that repeat", () => {
    const rows = 20_000;
    const orders: readonly ((row: number) => number)[] = [
      (row) => Math.floor(row / 2),
      (row) => row % (rows / 2),
      (row) => Math.max(0, row - rows / 2),
      () => 0,
    ];
    for (const order of orders) {
      const column = Float64Array.from({ length: rows }, (_, row) => order(row));
      expect(plain(distinctRows([column], rows, rows / 2 + 1))).toEqual(byText([column], rows));
    }
  });

  it("gives up where there are more kinds than it may find", () => {
    const column = Float64Array.from({ length: 900 }, (_, row) => row % 300);
    expect(distinctRows([column], 900, 300)!.counts.every((count) => count === 3)).toBe(true);
    expect(distinctRows([column], 900, 299)).toBeUndefined();
    expect(distinctRows([Float64Array.from(column, (_, row) => row)], 900, 450)).toBeUndefined();
  });

  it("reads columns that are parts of larger buffers", () => {
    const buffer = Float64Array.of(9, 9, 1, 2, 1, 2, 9).buffer;
    const column = new Float64Array(buffer, 16, 4);
    expect(plain(distinctRows([column], 4, 2))).toEqual(byText([column], 4));
  });
});
