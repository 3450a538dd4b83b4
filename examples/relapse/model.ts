/** Lesions of patients under two ointments over a year, with an intercept for each patient. */
import { glmm, normal, prior } from "poolwise";

export default glmm("lesion ~ month * arm + (1 | patient)", {
  family: "bernoulli",
  factors: { arm: ["plain", "coated"] },
  priors: [prior("b", normal(0, 2.5)), prior("sd", "student_t(3, 0, 2.5)")],
  title: "Relapse under two ointments",
});
