/** Predictions of categories as an answer of the command line. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { predictionsOf, type Predictions } from "../../../models/glmm/prediction/Predictions.js";
import { predictionAnswer } from "../../../src/cli/predictionAnswer.js";

const folder = mkdtempSync(join(tmpdir(), "poolwise-predictions-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;

/** What is written to a file, and what is said of it. */
async function written(predictions: Predictions, full: boolean) {
  const out = join(folder, `${(files += 1)}.csv`);
  const { text, json } = await predictionAnswer(predictions, { width: 80, out, full });
  return { lines: readFileSync(out, "utf8").trimEnd().split("\n"), text: text.replace(out, "FILE"), json };
}

function given(rows: readonly (readonly number[])[], categories: Predictions["categories"]): Predictions {
  const made = predictionsOf(rows.length, rows[0]!.length, (row, out, start) => out.set(rows[row]!, start));
  return { ...made, categories: categories! };
}

describe("rows of a table by category", () => {
  const predictions = given(
    [
      [0.1, 0.3],
      [0.9, 0.7],
      [0.2, 0.2],
      [0.8, 0.8],
    ],
    { names: ["best", 'so, "so"'], are: "rows" },
  );

  it("are printed with row and category, which JSON has apart", async () => {
    const { text, json } = await predictionAnswer(predictions, { width: 80 });
    expect(text.split("\n").map((line) => line.slice(0, 15))).toEqual([
      " ".repeat(15),
      "row 1, best    ",
      'row 1, so, "so"',
      "row 2, best    ",
      'row 2, so, "so"',
    ]);
    const { rows } = json as { rows: { row: number; category: string; mean: number }[] };
    expect(rows.map(({ row, category }) => [row, category])).toEqual([
      [1, "best"],
      [1, 'so, "so"'],
      [2, "best"],
      [2, 'so, "so"'],
    ]);
  });

  it("are written with both in columns, whose count is told", async () => {
    const summary = await written(predictions, false);
    expect(summary.lines[0]).toBe("row,category,mean,sd,median,q2.5,q97.5");
    expect(summary.lines[4]).toBe('2,"so, ""so""",0.8,0,0.8,0.8,0.8');
    expect(summary.text).toBe("2 rows of 2 categories, summarised over 2 draws, written to FILE");
    expect(summary.json).toMatchObject({ rows: 2, categories: 2, draws: 2, full: false });
    const all = await written(predictions, true);
    expect(all.lines.slice(0, 2)).toEqual(["row,category,draw_1,draw_2", "1,best,0.1,0.3"]);
    expect(all.text).toBe("2 rows of 2 categories, 2 draws of each, written to FILE");
  });
});

describe("new responses that are categories", () => {
  const rows = [
    [1, 1, 3, 1],
    [2, 3, 3, 3],
  ];
  const predictions = given(rows, { names: ["low", "fair", "good, very"], are: "values" });

  it("are summarised by the share of each and the most frequent one", async () => {
    const { text, json } = await predictionAnswer(predictions, { width: 80 });
    expect(text.split("\n")).toEqual([
      "       P(low)  P(fair)  P(good, very)  most frequent",
      "row 1   0.750    0.000          0.250            low",
      "row 2   0.000    0.250          0.750     good, very",
    ]);
    expect(json).toEqual({
      draws: 4,
      rows: [
        { row: 1, probabilities: Object.entries({ low: 0.75, fair: 0, "good, very": 0.25 }), mostFrequent: "low" },
        {
          row: 2,
          probabilities: Object.entries({ low: 0, fair: 0.25, "good, very": 0.75 }),
          mostFrequent: "good, very",
        },
      ],
    });
    expect((await written(predictions, false)).lines).toEqual([
      'row,P(low),P(fair),"P(good, very)",most_frequent',
      "1,0.75,0,0.25,low",
      '2,0,0.25,0.75,"good, very"',
    ]);
  });

  it("are written draw by draw by their names", async () => {
    const { lines, text } = await written(predictions, true);
    expect(lines[2]).toBe('2,fair,"good, very","good, very","good, very"');
    expect(text).toBe("2 rows of 4 draws, written to FILE");
  });

  it("have the most frequent one alone where the terminal is too narrow for all", async () => {
    const { text } = await predictionAnswer(predictions, { width: 40 });
    expect(text.split("\n")[1]).toMatch(/^row 1 +low$/);
  });
});
