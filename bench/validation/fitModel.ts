/** Fits of the models of bench/stan for validation. */
import { fit, glmm, readTable, type FitOptions, type Posterior } from "poolwise";
import { readModels } from "../stan/models.js";

/** A fit of one of the models by its name. */
export async function fitModel(name: string, options: FitOptions): Promise<Posterior> {
  const model = readModels([name]).find((one) => one.name === name)!;
  const { formula, family, priors, factors } = model;
  return fit(glmm(formula, { family, priors, factors }), await readTable(model.data), options);
}
