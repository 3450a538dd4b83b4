/** The law of eˣ when x is Student's t. */
import { log, subtract } from "../../../engine/distributions/algebra.js";
import { distribution, type Distribution } from "../../../engine/distributions/Distribution.js";
import type { Law } from "../../../engine/distributions/Law.js";
import { studentTLaw } from "../../../engine/distributions/studentT.js";
import { open, positive } from "../../../engine/distributions/Support.js";
import type { Value } from "../../../engine/distributions/Value.js";
import { exp } from "../../../engine/math/exp.js";

const logStudentTLaw: Law<"df" | "location" | "scale"> = {
  name: "log_student_t",
  parameters: { df: "positive", location: "real", scale: "positive" },
  support: () => positive,
  edges: () => open,
  logDensity(x, values) {
    const logX = log(x);
    return subtract(studentTLaw.logDensity(logX, values), logX);
  },
  random: (rng, numbers) => exp(studentTLaw.random(rng, numbers)),
};

/** The law of eˣ when x is student_t(df, location, scale); its median is e^location, and it has no mean. */
export function logStudentT(df: Value, location: Value, scale: Value): Distribution {
  return distribution(logStudentTLaw, { df, location, scale });
}
