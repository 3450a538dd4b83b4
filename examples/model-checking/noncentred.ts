/** Eight schools, effects of schools non-centred. */
import { halfCauchy, normal, program } from "poolwise";

export default program<{ y: number; sigma: number; school: number }>(
  ({ parameter, observe, factor, data }) => {
    const school = factor("school");
    const mu = parameter("mu", normal(0, 5));
    const tau = parameter("tau", halfCauchy(0, 5));
    const theta = parameter("theta", normal(mu, tau), { dims: { school: school.levels } });
    observe(normal(theta, data.sigma), data.y);
  },
  { title: "Eight schools" },
);
