/** Data and structures that each read `001` in their own way, together in a model. */
import { expect, it } from "vitest";
import { parseCsv } from "../../../../engine/data/csv.js";
import { glmm } from "../../../../models/glmm/glmm.js";
import { covariance } from "../../../../models/glmm/structures/covariance.js";
import { pedigree } from "../../../../models/glmm/structures/pedigree.js";
import type { StructureDeclaration } from "../../../../models/glmm/structures/StructureDeclaration.js";
import { levelCovariance } from "./covarianceOf.js";

const rows = (names: readonly string[]) => names.map((name, k) => `${name},${[0.3, 1.2, -0.4, 0.8][k]}`).join("\n");
const data = {
  numbers: parseCsv(`g,y\n${rows(["001", "002", "003"])}\n`),
  texts: parseCsv(`g,y\n${rows(["001", "002", "003", "x4"])}\n`),
};

/** Relations of the levels, which both tables begin with in the order 1, 2, 3. */
function relationsIn(table: keyof typeof data, structure: StructureDeclaration): number[][] {
  const term = `gr(g, ${structure.kind === "pedigree" ? "pedigree" : "cov"} = S)`;
  const model = glmm(`y ~ 1 + (1 | ${term})`, { structures: { S: structure } });
  const { kernel } = model.encoder(data[table]).frame.groups[0]!.related!;
  const { law, nodes } = kernel;
  const relations =
    law.kind === "sparse"
      ? levelCovariance(kernel)
      : Array.from({ length: nodes }, (_, i) => [...law.covariance.slice(i * nodes, (i + 1) * nodes)]);
  return relations.slice(0, 3).map((row) => row.slice(0, 3).map((x) => Number(x.toFixed(12))));
}

const both = ["numbers", "texts"] as const;

it.each([
  ["is of numbers alone beside unknown parents that are text", "001,*,.\n002,*,*\n003,001,002\n", "numbers"],
  ["is of numbers in all its columns", "001,,\n002,0,0\n003,001,002\n", "numbers"],
  ["is text in one column", "x4,,\n001,,\n002,,\n003,001,002\n", "both"],
  ["is text in every column", "x4,?,?\n001,?,?\n002,?,?\n003,001,002\n", "both"],
  ["names an animal that is text as a parent alone", "001,,\n002,x4,\n003,001,002\n", "both"],
] as const)("animals called 001 are those of the data where the pedigree %s", (_, animals, which) => {
  const declaration = pedigree(parseCsv(`animal,dam,sire\n${animals}`));
  for (const table of which === "both" ? both : [which]) {
    expect(relationsIn(table, declaration)).toEqual([
      [1, 0, 0.5],
      [0, 1, 0.5],
      [0.5, 0.5, 1],
    ]);
  }
});

it.each([
  ["by row and column", "name,001,002,003,x4\n001,2,0,.5,0\n002,0,3,.25,0\n003,.5,.25,4,0\nx4,0,0,0,1\n"],
  ["by the header alone", "001,002,003,x4\n2,0,.5,0\n0,3,.25,0\n.5,.25,4,0\n0,0,0,1\n"],
  ["by entries", "row,column,value\n001,001,2\n002,002,3\n003,003,4\nx4,x4,1\n003,001,.5\n003,002,.25\n"],
])("rows called 001 are those of the data where a matrix is given %s", (_, csv) => {
  const declaration = covariance(parseCsv(csv));
  for (const table of both) {
    expect(relationsIn(table, declaration)).toEqual([
      [2, 0, 0.5],
      [0, 3, 0.25],
      [0.5, 0.25, 4],
    ]);
  }
});
