/** The log likelihood of rows that a fit has not seen, in each of its draws. */
import { evenChains } from "../../diagnostics/evenChains.js";
import { outerCentre, outerFactor } from "../../engine/core/Model.js";
import type { Pointwise } from "../../engine/core/Pointwise.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import type { Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { prepare } from "../prepare.js";
import { preparedOf, sampledArtifact } from "../preparedOf.js";
import { withInputs } from "../withInputs.js";
import { eachDraw } from "./eachDraw.js";

/**
 * One column for each row of another table. Effects of levels that the fit did not have are drawn from their law given its
 * hyperparameters, once for each draw, so that averaging over draws integrates them out.
 *
 * A program is traced on the other table; it must declare the same parameters there, as it does when their dimensions are those of
 * factors, whose levels a part of a table keeps.
 *
 * @throws UserError when the rows do not fit the model, or the program has other parameters for them.
 */
export async function heldOut(posterior: Posterior, rows: Table): Promise<Pointwise> {
  return posterior.declaration?.kind === "glmm" ? ofGlmm(posterior, rows) : ofProgram(posterior, rows);
}

async function ofGlmm(posterior: Posterior, rows: Table): Promise<Pointwise> {
  const [{ logLikelihood }, { pointwiseOf }, { evenDraws }] = await Promise.all([
    import("../../models/glmm/prediction/index.js"),
    import("../../models/glmm/checking/pointwise.js"),
    import("../../models/glmm/checking/evenDraws.js"),
  ]);
  const even = evenDraws(posterior.draws);
  return pointwiseOf(logLikelihood(posterior, { newdata: rows, draws: even.places }), even);
}

async function ofProgram(posterior: Posterior, rows: Table): Promise<Pointwise> {
  const fitted = preparedOf(posterior)!;
  const sampled = sampledArtifact(posterior)!;
  const { artifact, traced } = await prepare(fitted.model, rows, { na: "stop", optimise: "all" });
  const same =
    traced.dimension === fitted.traced.dimension && traced.names.join("\n") === fitted.traced.names.join("\n");
  if (!same) {
    throw new UserError(
      "the program declares other parameters for a part of its rows: give them the dims of factors of the table, not of its rows.",
    );
  }
  const settings = sampled.layout.inputs.filter(({ name }) => name === outerCentre || name === outerFactor);
  const moved = withInputs(artifact, new Map(settings.map(({ name, values }) => [name, values])));
  const { chains, draws } = evenChains(posterior.draws);
  const place = new Map(chains.map((chain, c) => [posterior.draws.chains.indexOf(chain), c]));
  const total = chains.length * draws;
  const count = artifact.rows;
  const columns = new Float64Array(count * total);
  const byRow = new Float64Array(count);
  eachDraw(posterior, moved, (model, position, chain, draw) => {
    const c = place.get(chain);
    if (c === undefined || draw >= draws) return;
    model.logLikelihood(position, byRow);
    for (let row = 0; row < count; row += 1) columns[row * total + c * draws + draw] = byRow[row]!;
  });
  return {
    chains: chains.length,
    drawsPerChain: draws,
    count,
    *columns() {
      for (let row = 0; row < count; row += 1) yield columns.subarray(row * total, (row + 1) * total);
    },
  };
}
