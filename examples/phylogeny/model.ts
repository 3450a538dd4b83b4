/** Severe disease by what bacterial strains carry, with an effect that strains inherit along their tree. */
import { readFileSync } from "node:fs";
import { glmm, tree } from "poolwise";

const t = tree(readFileSync(new URL("strains.nwk", import.meta.url), "utf8"));

export default glmm("severe ~ toxin + capsule + (1 | gr(strain, tree = t))", {
  family: "bernoulli",
  structures: { t },
  title: "Virulence of bacterial strains",
});
