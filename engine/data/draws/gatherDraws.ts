/** Puts the chains of several files together as the draws of one fit. */
import type { ChainDraws } from "../../core/Draws.js";
import { UserError } from "../../core/UserError.js";
import type { DrawsFile } from "./DrawsFile.js";
import type { ReadDraws } from "./ReadDraws.js";

/**
 * Draws of one fit from its files. Chains keep their numbers where these differ, and are numbered from 1 where they do not.
 *
 * @throws UserError naming the files: none, variables that differ, the same draws twice.
 */
export function gatherDraws(files: readonly DrawsFile[]): ReadDraws {
  if (files.length === 0) throw new UserError("no file of draws was given: name at least one.");
  const [first] = files;
  for (const other of files.slice(1)) checkSameVariables(first, other);
  checkDifferentDraws(files);
  const chains = files.flatMap((file) => file.chains);
  const numbersDiffer = new Set(chains.map(({ chain }) => chain)).size === chains.length;
  const { program, logLikelihoods } = first;
  const warnings = files.flatMap((file) => file.warnings ?? []);
  return {
    draws: {
      names: first.variables,
      chains: numbersDiffer ? chains : chains.map((chain, c) => ({ ...chain, chain: c + 1 })),
      maxTreeDepth: files.reduce((most, file) => Math.max(most, file.maxTreeDepth), 0),
    },
    origin: files.every(({ origin }) => origin === first.origin) ? first.origin : "other",
    ...(program === undefined ? {} : { program }),
    ...(warnings.length === 0 ? {} : { warnings }),
    // That of several files would have to be put together chain by chain; a store of ArviZ holds all chains.
    ...(files.length === 1 && logLikelihoods ? { logLikelihoods } : {}),
  };
}

function checkSameVariables(a: DrawsFile, b: DrawsFile): void {
  const inA = new Set(a.variables);
  const inB = new Set(b.variables);
  const onlyA = a.variables.find((name) => !inB.has(name));
  const onlyB = b.variables.find((name) => !inA.has(name));
  const odd = onlyA ?? onlyB;
  if (odd !== undefined) {
    const [has, lacks] = onlyA !== undefined ? [a, b] : [b, a];
    throw new UserError(
      `${has.name} has a column "${odd}" that ${lacks.name} lacks: give only the chains of one fit of one model.`,
    );
  }
  const moved = a.variables.findIndex((name, j) => name !== b.variables[j]);
  if (moved < 0) return;
  throw new UserError(
    `${a.name} and ${b.name} order their columns differently ("${a.variables[moved]}" in the one stands where ` +
      `"${b.variables[moved]}" does in the other): give only the chains of one fit of one model.`,
  );
}

/** The same draws given twice would make R-hat and ESS look better than they are. */
function checkDifferentDraws(files: readonly DrawsFile[]): void {
  const seen: { readonly chain: ChainDraws; readonly name: string }[] = [];
  for (const { name, chains } of files) {
    for (const chain of chains) {
      const twin = seen.find((other) => sameDraws(other.chain, chain));
      if (twin !== undefined) {
        throw new UserError(
          (twin.name === name
            ? `two chains of ${name} hold the same draws`
            : `${twin.name} and ${name} hold the same draws`) + `: give every chain once, each run with its own seed.`,
        );
      }
      seen.push({ chain, name });
    }
  }
}

function sameDraws(a: ChainDraws, b: ChainDraws): boolean {
  if (a.drawCount !== b.drawCount || a.drawCount < 2) return false;
  // Chains that never move are equal where they start equal; they are not one chain given twice.
  if (!moves(a)) return false;
  return a.values.every((value, i) => Object.is(value, b.values[i]));
}

function moves({ values, drawCount }: ChainDraws): boolean {
  const width = values.length / drawCount;
  return values.some((value, i) => i >= width && !Object.is(value, values[i % width]));
}
