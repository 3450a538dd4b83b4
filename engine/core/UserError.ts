/** An error in what a person gave: its message is one sentence that names the thing and says how to mend it. */
export class UserError extends Error {
  readonly kind = "UserError";

  constructor(message: string) {
    super(message);
    this.name = "UserError";
  }
}

/** Whether a value is a {@link UserError}, also one from another copy of the package. */
export function isUserError(value: unknown): value is UserError {
  return value instanceof Error && (value as { kind?: unknown }).kind === "UserError";
}
