/** Draws of shares of variance in a few numbers. */
import { drawSummary } from "../groups/DrawSummary.js";
import type { VarianceShareDraws, VarianceShares } from "./VarianceShares.js";

/** Mean, standard deviation, median and 95 % interval of each number. */
export function summariseShares(shares: VarianceShareDraws): VarianceShares {
  const { response, rows } = shares;
  return {
    ...shares,
    response: { mean: drawSummary(response.mean), variance: drawSummary(response.variance) },
    rows: rows.map(({ liability, ...row }) => ({
      ...row,
      variance: drawSummary(row.variance),
      latent: drawSummary(row.latent),
      ...(liability ? { liability: drawSummary(liability) } : {}),
      data: { additive: drawSummary(row.data.additive), icc: drawSummary(row.data.icc) },
    })),
  };
}
