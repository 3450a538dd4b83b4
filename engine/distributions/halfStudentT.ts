/** The positive half of a Student t. */
import type { Distribution } from "./Distribution.js";
import { studentT } from "./studentT.js";
import { truncated } from "./truncated.js";
import type { Value } from "./Value.js";

/** Student_t(df, location, scale) cut to numbers above 0 and normalised. */
export function halfStudentT(df: Value, location: Value, scale: Value): Distribution {
  return truncated(studentT(df, location, scale), { lower: 0 }, "half-student_t");
}
