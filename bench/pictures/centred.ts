/** Eight schools sampled centred: a funnel, for the pictures of a diagnosis. */
import { halfCauchy, normal, program } from "poolwise";

export default program<{ y: number; sigma: number }>(
  ({ parameter, observe, data }) => {
    const mu = parameter("mu", normal(0, 5));
    const tau = parameter("tau", halfCauchy(0, 5));
    const theta = parameter("theta", normal(mu, tau), { dims: { school: 8 }, parametrisation: "centred" });
    observe(normal(theta, data.sigma), data.y);
  },
  { title: "Eight schools, sampled centred" },
);
