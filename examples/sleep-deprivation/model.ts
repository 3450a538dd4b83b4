/** Reaction times over days without sleep: an intercept and a slope for each person, correlated. */
import { glmm, lkj, prior, normal, studentT } from "poolwise";

export default glmm("Reaction ~ Days + (Days | Subject)", {
  priors: [
    prior("b", normal(0, 50)),
    prior("Intercept", studentT(3, 288.7, 59.3)),
    prior("sd", studentT(3, 0, 59.3)),
    prior("sigma", studentT(3, 0, 59.3)),
    prior("cor", lkj(2)),
  ],
  title: "Reaction time over days of sleep deprivation",
});
