/** The complementary error function, under its own name. */
export { erfc, erfcKernel } from "./erf.js";
