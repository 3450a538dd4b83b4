/** `ask DIR means`, `contrasts` and `slopes`: means at levels of factors, their differences, and slopes there. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import {
  contrasts,
  contrastsText,
  marginalMeans,
  meansText,
  slopes,
  type MeansOptions,
} from "../../../models/glmm/means/index.js";
import type { Answer } from "../Answer.js";
import type { AskOptions } from "../AskOptions.js";
import { valuesAt } from "./valuesAt.js";

/** The mean at each level of a factor, or combination of levels. */
export function meansAnswer(
  posterior: Posterior,
  options: AskOptions,
  width: number,
  _: unknown,
  variables: readonly string[],
): Answer {
  const answer = marginalMeans(posterior, variables, optionsOf(options));
  return { text: meansText(answer, { width }), json: answer };
}

/** The slope of a number, at each level of others. */
export function slopesAnswer(
  posterior: Posterior,
  options: AskOptions,
  width: number,
  _: unknown,
  [variable, ...more]: readonly string[],
): Answer {
  if (more.length > 0)
    throw new UserError(`slopes is about one number: ask for those at levels of ${more[0]} with --by ${more[0]}`);
  const answer = slopes(posterior, variable!, optionsOf(options));
  return { text: meansText(answer, { width }), json: answer };
}

/** Differences of means, or of slopes. */
export function contrastsAnswer(
  posterior: Posterior,
  options: AskOptions,
  width: number,
  _: unknown,
  variables: readonly string[],
): Answer {
  const { method, reference, interaction, slope } = options;
  const answer = contrasts(posterior, variables, {
    ...optionsOf(options),
    ...(method === undefined ? {} : { method }),
    ...(reference === undefined ? {} : { reference }),
    ...(interaction === undefined ? {} : { interaction }),
    ...(slope === undefined ? {} : { slope }),
  });
  return { text: contrastsText(answer, { width }), json: answer };
}

function optionsOf({ by, at, weights, scale, average, groups, parameter, draws }: AskOptions): MeansOptions {
  if (groups !== undefined && groups !== "none" && groups !== "averaged") {
    throw new UserError(`--groups of means is none, for an average group, or averaged, over groups; it is "${groups}"`);
  }
  return {
    ...(by === undefined ? {} : { by: by.split(",").map((name) => name.trim()) }),
    ...(at === undefined ? {} : { at: Object.fromEntries(valuesAt(at)) }),
    ...(weights === undefined ? {} : { weights }),
    ...(scale === undefined ? {} : { scale }),
    ...(average === undefined ? {} : { average }),
    ...(groups === undefined ? {} : { groups }),
    ...(parameter === undefined ? {} : { parameter }),
    ...(draws === undefined ? {} : { draws }),
  };
}
