/** Errors about options of a fit, told with the names of the command line. */
import { isUserError, UserError } from "../../engine/core/UserError.js";

const flags = new Map([
  ["chains", "--chains"],
  ["warmup", "--warmup"],
  ["draws", "--draws"],
  ["seed", "--seed"],
  ["workers", "--workers"],
  ["adaptDelta", "--adapt-delta"],
  ["maxTreeDepth", "--max-treedepth"],
  ["metric", "--metric"],
  ["algorithm", "--algorithm"],
]);

/** Runs code and renames the option that a UserError of it begins with. */
export async function inOptionNames<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!isUserError(error)) throw error;
    const match = /^invalid (\w+): /.exec(error.message);
    const flag = match ? flags.get(match[1]!) : undefined;
    throw flag === undefined ? error : new UserError(error.message.replace(match![1]!, flag));
  }
}
