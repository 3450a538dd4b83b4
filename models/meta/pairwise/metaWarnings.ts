/** What is wrong with the data of a meta-analysis that can be known before anything is drawn. */
import type { Warning } from "../../../engine/core/Warning.js";
import { aliasedColumns } from "../../glmm/design/aliasedColumns.js";
import type { MetaFrame } from "./MetaFrame.js";

/** Fewest levels from which heterogeneity says more than its prior. */
const fewLevels = 5;

/** Coefficients that only their priors tell apart, and heterogeneity of which there is little to learn from. */
export function metaWarnings({ coefficients, terms, outcomes }: MetaFrame): readonly Warning[] {
  const aliased = aliasedColumns(
    coefficients.map(({ column }) => column),
    false,
  ).map((place) => coefficients[place]!.draw);
  const few = terms.filter(({ levels }) => levels.length < fewLevels);
  return [
    ...(aliased.length === 0
      ? []
      : [
          {
            cause: "aliased_columns",
            variables: aliased,
            text: `${aliased.join(", ")} cannot be told from the other coefficients: their columns follow from these, so that only the priors tell them apart. Leave moderators out.`,
          },
        ]),
    ...few.map(({ name, levels }): Warning => {
      const variables =
        outcomes.length > 0
          ? outcomes.map((outcome) => `tau[${outcome}]`)
          : [terms.length > 1 ? `tau[${name}]` : "tau"];
      return {
        cause: "few_levels",
        variables,
        text: `Heterogeneity is told by ${countOf(levels.length, name)} alone, so that its prior weighs much: choose it with care, such as an informative one, and look at how results change with it.`,
      };
    }),
  ];
}

function countOf(levels: number, name: string): string {
  const noun =
    name === "study" ? (levels === 1 ? "study" : "studies") : levels === 1 ? `level of ${name}` : `levels of ${name}`;
  return `${levels} ${noun}`;
}
