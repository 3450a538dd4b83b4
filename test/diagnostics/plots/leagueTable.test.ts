import { describe, expect, test } from "vitest";
import { leagueTable } from "../../../diagnostics/plots/index.js";
import { textsOf } from "./marksOf.js";

const effect = (from: string, to: string, mean: number, lower: number, upper: number) => ({
  from,
  to,
  mean,
  lower,
  upper,
});

/** The text of the cell in the row of one treatment and the column of another. */
function cellOf(svg: string, row: string, column: string): string {
  const texts = textsOf(svg);
  const bold = (text: string, end: boolean) =>
    texts.find((found) => found.text === text && found.rest.includes('"end"') === end && found.rest.includes("600"))!;
  const [y, x] = [bold(row, true).y, bold(column, false).x];
  // The estimate stands a little above the middle of its row.
  const cell = texts.find((found) => found.x === x && Math.abs(found.y - y) < 14 && found.text !== column);
  return cell?.text ?? "";
}

describe.each([
  { reference: 1, reversed: "0.50", bounds: "0.25 to 0.80" },
  { reference: 0, reversed: "−2.00", bounds: "−4.00 to −1.25" },
])("with no effect at $reference", ({ reference, reversed, bounds }) => {
  const { svg, table, description } = leagueTable([effect("A", "B", 2, 1.25, 4)], ["A", "B"], {
    title: "x",
    reference,
    measure: "effect",
  });

  test("the effect of B against A stands in the row of B and the column of A", () => {
    expect(cellOf(svg, "B", "A")).toBe("2.00");
  });

  test("the other triangle holds the reverse, with its ends exchanged", () => {
    expect(cellOf(svg, "A", "B")).toBe(reversed);
    expect(svg).toContain(`>${bounds}<`);
    expect(table.rows).toHaveLength(2);
    expect(table.rows[1].slice(0, 2)).toEqual(["A", "B"]);
  });

  test("the orientation is said on the table with an example, and what frames mean", () => {
    const words = textsOf(svg)
      .map(({ text }) => text)
      .join(" ");
    expect(words).toContain("Each cell: effect of its row against its column (B against A: 2.00)");
    expect(words).toContain(`Bold and framed: the 95% interval excludes ${reference}.`);
    expect(description).toContain("the row against the column");
  });
});

test("effects given in both directions stand as they are given", () => {
  const { svg } = leagueTable([effect("A", "B", 2, 1, 4), effect("B", "A", 0.6, 0.3, 1)], ["A", "B"], {
    title: "x",
    reference: 1,
  });
  expect(cellOf(svg, "A", "B")).toBe("0.60");
});

test("a cell whose interval excludes no effect is framed and bold, others are neither", () => {
  const { svg } = leagueTable([effect("A", "B", 2, 1.2, 4), effect("A", "C", 2, 0.9, 4)], ["A", "B", "C"], {
    title: "x",
    reference: 1,
  });
  // B against A, and A against B.
  expect(svg.match(/<rect [^>]*stroke=/g)).toHaveLength(2);
  expect(svg.match(/font-weight="bold"/g)).toHaveLength(2);
});

test("a small ratio is not printed as 0.00", () => {
  const { svg } = leagueTable([effect("A", "B", 250, 40, 1600)], ["A", "B"], { title: "x", reference: 1 });
  expect(cellOf(svg, "A", "B")).toBe("0.0040");
  expect(cellOf(svg, "B", "A")).toBe("250");
});
