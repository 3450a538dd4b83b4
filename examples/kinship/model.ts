/** One marker and a trait of related lines: what is left of its effect when relatives are expected to be alike. */
import { covariance, glmm, readTable } from "poolwise";
import { fileURLToPath } from "node:url";

const K = covariance(await readTable(fileURLToPath(new URL("kinship.csv", import.meta.url))));

export default glmm("y ~ bystander + (1 | gr(line, cov = K))", {
  structures: { K },
  title: "A marker beside kinship",
});
