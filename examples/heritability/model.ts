/** The tarsus of blue tit chicks that were swapped between nests: what genes explain, and what the nest that reared them. */
import { fileURLToPath } from "node:url";
import { glmm, pedigree, readTable } from "poolwise";

const P = pedigree(await readTable(fileURLToPath(new URL("pedigree.csv", import.meta.url))));

export default glmm("tarsus ~ sex + (1 | gr(animal, pedigree = P)) + (1 | fosternest)", {
  structures: { P },
  title: "Tarsus length of blue tits",
});
