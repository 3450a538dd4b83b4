/** Cases of contagious bovine pleuropneumonia by period, with an intercept for each herd. */
import { glmm, normal, prior, studentT } from "poolwise";

export default glmm("incidence | trials(size) ~ period + (1 | herd)", {
  family: "binomial",
  factors: { period: true },
  priors: [prior("b", normal(0, 5)), prior("Intercept", studentT(3, 0, 2.5)), prior("sd", studentT(3, 0, 2.5))],
  title: "Contagious bovine pleuropneumonia in 15 herds",
});
