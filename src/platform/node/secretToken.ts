/** A secret that nobody guesses. */
import { randomBytes } from "node:crypto";

/** 32 letters, digits, dashes and underscores, new each time, such as the address of a page that only its reader is to know. */
export function secretToken(): string {
  return randomBytes(24).toString("base64url");
}
