/** A meta-analysis along a tree: correlations of mates in 341 species, of which each has several studies and effects. */
import { readFileSync } from "node:fs";
import { glmm, tree } from "poolwise";

const t = tree(readFileSync(new URL("moura.nwk", import.meta.url), "utf8"));

export default glmm("yi | se(sei) ~ 1 + (1 | study) + (1 | effect) + (1 | species) + (1 | gr(species, tree = t))", {
  structures: { t },
  title: "Assortative mating in 341 species",
});
