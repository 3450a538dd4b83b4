/** What one run of one program on one model gave. */
export interface ProgramResult {
  /** Seconds from the start of a fresh process to the printed summary, compilation of the model included. */
  readonly coldSeconds?: number;
  /** Processor seconds from the start of the process to the last draw. */
  readonly cpuToLastDraw?: number;
  /** Processor seconds of warmup and sampling, all chains; the finding of modes and the drawing of effects included. */
  readonly samplingCpu: number;
  /** Gradients of warmup and sampling, all chains. */
  readonly gradients: number;
  /** The same two of a run of the density as declared: with no effect integrated out, in no other coordinates. */
  readonly plain: { readonly samplingCpu: number; readonly gradients: number };
  /** Seconds of one gradient of that density, when nothing else is done. */
  readonly bareGradient: number;
  readonly divergences: number;
  /** Bulk effective sample sizes of everything but group-level effects. */
  readonly ess: Readonly<Record<string, number>>;
}

/** The smallest bulk effective sample size. */
export const smallestEss = ({ ess }: ProgramResult): number => Math.min(...Object.values(ess));
