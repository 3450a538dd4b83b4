/** Words beside those of a program, for models whose structure is known: laws worked out by the model itself. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import type { ProgramScope } from "./scope.js";
import { observeValues } from "./observe.js";
import { takeName, type ProgramRun } from "./ProgramRun.js";
import type { ParameterValue } from "./ParameterValue.js";
import { createScope } from "./createScope.js";

export interface LatentScope<Columns> extends ProgramScope<Columns> {
  /** Numbers that are chosen once it is known where the posterior lies; they change how it is sampled, not what it is. */
  readonly setting: (name: string, values: ArrayLike<number>, shape?: readonly number[]) => Tensor;
  /** Standard normals for what is drawn after the fact; nothing that enters the density may depend on them. */
  readonly normals: (length: number) => Tensor;
  /**
   * A parameter of so many unconstrained numbers whose value and density the caller works out; it is not reported. It is a conditioned
   * latent one, unless told that it is like any other; `independent` says of a latent one that its prior depends on no other parameter.
   */
  readonly coordinates: (
    name: string,
    length: number,
    law: (unconstrained: Tensor) => ParameterValue,
    options?: { readonly latent?: boolean; readonly independent?: boolean },
  ) => Tensor;
  /** A parameter that was integrated out: only its log prior, at the value drawn afterwards, is kept. */
  readonly integrated: (name: string, logPrior: Tensor, options?: { readonly independent?: boolean }) => void;
  /** Rows of the log likelihood that are reported, but enter the density in another way. */
  readonly observeIntegrated: ProgramScope<Columns>["observe"];
  /** What the coordinates are chosen by, flat; asked for once. */
  readonly refer: (values: Tensor) => void;
}

/** The scope of one run with these words. */
export function createLatentScope<Columns>(run: ProgramRun): LatentScope<Columns> {
  return {
    ...createScope<Columns>(run),
    setting: (name, values, shape) => run.context.setting(name, values, shape),
    normals: (length) => run.context.normals(length),
    coordinates(name, length, law, { latent = true, independent = false } = {}) {
      takeName(run, name, "parameter");
      const offset = run.blocks.reduce((sum, block) => sum + block.length, 0);
      const { value, logDensity, logPrior } = law(run.take(offset, length));
      run.blocks.push({
        ...{ name, offset, length },
        ...(latent ? { latent: "conditioned" as const } : {}),
        ...(independent ? { independent } : {}),
      });
      run.terms.push(logDensity);
      run.logPriors.push(logPrior);
      return value;
    },
    integrated(name, logPrior, { independent = false } = {}) {
      takeName(run, name, "parameter");
      run.blocks.push({
        name,
        offset: run.blocks.reduce((sum, block) => sum + block.length, 0),
        length: 0,
        latent: "integrated",
        ...(independent ? { independent } : {}),
      });
      run.logPriors.push(logPrior);
    },
    observeIntegrated: (distribution, values) => observeValues(run, distribution, values, "reported"),
    refer: (values) => void (run.reference = values),
  };
}
