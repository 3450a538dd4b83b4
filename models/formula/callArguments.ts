/** What arguments of calls have in common. */
import { formulaError } from "./formulaError.js";
import { unwrapped, type Argument, type CallSyntax } from "./Syntax.js";

/** TRUE or FALSE, as R writes them; T and F as well. */
export function truthOf(text: string, { name, value: syntax, span }: Argument): boolean {
  const value = unwrapped(syntax);
  if (value.kind === "name" && ["TRUE", "T"].includes(value.name)) return true;
  if (value.kind === "name" && ["FALSE", "F"].includes(value.name)) return false;
  throw formulaError(text, span, `${name ?? "this"} is TRUE or FALSE, as in ${name ?? "sigma"} = TRUE.`);
}

/** Refuses the same argument twice. */
export function refuseRepeated(text: string, syntax: CallSyntax): void {
  const seen = new Set<string>();
  for (const { name, span } of syntax.arguments) {
    if (name !== undefined && seen.has(name)) throw formulaError(text, span, `${name} is given twice.`);
    if (name !== undefined) seen.add(name);
  }
}
