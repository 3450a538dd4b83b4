/** A trait that genes and microbes of the gut move: heritability and microbiability, by two kernels of the same animals. */
import { fileURLToPath } from "node:url";
import { covariance, glmm, pedigree, readTable } from "poolwise";

const read = (name: string) => readTable(fileURLToPath(new URL(name, import.meta.url)));
const P = pedigree(await read("host-pedigree.csv"));
const M = covariance(await read("microbes.csv"));

export default glmm("y ~ x + (1 | gr(host, pedigree = P)) + (1 | gr(host, cov = M))", {
  structures: { P, M },
  title: "Genes and microbes",
});
