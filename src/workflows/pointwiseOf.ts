/** The log likelihood of each observation in each draw, whatever the posterior is of. */
import { evenChains } from "../../diagnostics/evenChains.js";
import type { LikelihoodRows } from "../../engine/core/Model.js";
import type { Pointwise } from "../../engine/core/Pointwise.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { sampledArtifact } from "../preparedOf.js";
import { artifactAgain } from "./artifactAgain.js";
import { eachDraw } from "./eachDraw.js";
import { isNetworkFit, networkAnswers } from "./networkAnswers.js";
import { refusePriorOnly } from "./refusePriorOnly.js";
import { rowLikelihoodBytes, rowLikelihoodOf } from "./rowLikelihoodOf.js";

/** Log likelihoods, with clauses on what was done to get them, such as `conditional on the effects of herd`. */
export interface PosteriorPointwise extends Pointwise {
  readonly notes: readonly string[];
}

/** Bytes that are held at once; a larger log likelihood is worked out again for each block of rows. */
const mostHeld = 256 * 1024 * 1024;

/** How generated quantities are named that are a log likelihood by row, as in Stan. */
const generatedName = "log_lik";

/**
 * The log likelihood by observation over chains of one length: of a GLMM or a network worked out from its draws, of a program from its compiled
 * model or what was kept of it with a saved fit; of other draws it is the variables `log_lik[1]`, `log_lik[2]`, ….
 *
 * @throws UserError when the posterior has none of them, and for draws of the prior, which nothing was observed with.
 * @example
 * for (const column of (await pointwiseOf(posterior)).columns()) console.log(column.length); // chains × draws
 */
export async function pointwiseOf(posterior: Posterior): Promise<PosteriorPointwise> {
  refusePriorOnly(posterior);
  if (posterior.declaration?.kind === "glmm") return ofGlmm(posterior);
  if (isNetworkFit(posterior)) return (await networkAnswers(posterior)).pointwise();
  // What was declared can be compiled again.
  if (posterior.declaration !== undefined && posterior.rowLikelihood === undefined) await artifactAgain(posterior);
  const kept = ofProgram(posterior) ?? ofGenerated(posterior);
  if (kept !== undefined) return kept;
  throw new UserError(
    `the log likelihood by row is not known: the fit was saved without it, and its program cannot be run from here. ` +
      `Fit it again, or generate ${generatedName} in the program.`,
  );
}

async function ofGlmm(posterior: Posterior): Promise<PosteriorPointwise> {
  const { pointwiseLogLikelihood } = await import("../../models/glmm/checking/index.js");
  const rowNumbers = rowNumbersOf(posterior);
  return pointwiseLogLikelihood(posterior, rowNumbers ? { rowNumbers } : {});
}

/** Numbers of the fitted rows in the person's table, where some were left out and it is known which. */
export function rowNumbersOf(posterior: Posterior): Int32Array | undefined {
  const known = sampledArtifact(posterior)?.labels?.likelihoods ?? posterior.components?.rows;
  return known?.length === 1 ? known[0]!.rowNumbers : undefined;
}

function ofProgram(posterior: Posterior): PosteriorPointwise | undefined {
  const bytes = rowLikelihoodBytes(posterior);
  if (bytes !== undefined && bytes > mostHeld) return inBlocks(posterior, bytes);
  const known = rowLikelihoodOf(posterior);
  if (known === undefined) return undefined;
  const count = known.rows.reduce((sum, { length }) => sum + length, 0);
  if (count === 0) return undefined;
  const { chains, draws } = evenChains(posterior.draws);
  const places = chains.map((chain) => posterior.draws.chains.indexOf(chain));
  return {
    ...{ chains: chains.length, drawsPerChain: draws, count, labels: labelsOf(known.rows), notes: [] },
    *columns() {
      const column = new Float64Array(chains.length * draws);
      for (let row = 0; row < count; row += 1) {
        places.forEach((place, c) => {
          const from = known.chains[place]!;
          for (let i = 0; i < draws; i += 1) column[c * draws + i] = from[i * count + row]!;
        });
        yield column;
      }
    },
  };
}

/** As many rows at once as may be held, every draw being evaluated again for the next ones. */
function inBlocks(posterior: Posterior, bytes: number): PosteriorPointwise | undefined {
  const artifact = sampledArtifact(posterior)!;
  const rows = artifact.labels!.likelihoods;
  const count = artifact.rows;
  if (rows.length === 0) return undefined;
  const { chains, draws } = evenChains(posterior.draws);
  const size = Math.max(1, Math.floor((count * mostHeld) / bytes));
  const places = new Map(chains.map((chain, c) => [posterior.draws.chains.indexOf(chain), c]));
  const total = chains.length * draws;
  return {
    ...{ chains: chains.length, drawsPerChain: draws, count, labels: labelsOf(rows), notes: [] },
    *columns() {
      const all = new Float64Array(count);
      const block = new Float64Array(size * total);
      for (let first = 0; first < count; first += size) {
        const taken = Math.min(size, count - first);
        eachDraw(posterior, artifact, (model, position, chain, draw) => {
          const place = places.get(chain);
          if (place === undefined || draw >= draws) return;
          model.logLikelihood(position, all);
          for (let k = 0; k < taken; k += 1) block[k * total + place * draws + draw] = all[first + k]!;
        });
        for (let k = 0; k < taken; k += 1) yield block.subarray(k * total, (k + 1) * total);
      }
    },
  };
}

function ofGenerated(posterior: Posterior): PosteriorPointwise | undefined {
  const { names } = posterior.draws;
  const rows = names.flatMap((name, place) => (name.startsWith(`${generatedName}[`) ? [place] : []));
  if (rows.length === 0) return undefined;
  const { chains, draws } = evenChains(posterior.draws);
  return {
    ...{ chains: chains.length, drawsPerChain: draws, count: rows.length, notes: [] },
    labels: rows.map((place) => names[place]!),
    *columns() {
      const column = new Float64Array(chains.length * draws);
      for (const row of rows) {
        chains.forEach(({ values }, c) => {
          for (let i = 0; i < draws; i += 1) column[c * draws + i] = values[i * names.length + row]!;
        });
        yield column;
      }
    },
  };
}

/** `row 3`; of several responses, `"y" row 3`. */
function labelsOf(responses: readonly LikelihoodRows[]): readonly string[] {
  return responses.flatMap(({ name, length, rowNumbers }) => {
    const prefix = responses.length > 1 ? `${name} ` : "";
    return Array.from({ length }, (_, row) => `${prefix}row ${rowNumbers?.[row] ?? row + 1}`);
  });
}
