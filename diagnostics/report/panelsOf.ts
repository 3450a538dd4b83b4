/** Collects, while a page is made, where draws lie in its figures. */
import type { Panel } from "../plots/Panel.js";
import type { Section } from "./Section.js";
import { many } from "./many.js";

/** All panels of sections, those within them too, in the order in which they stand. */
export function panelsOf(sections: readonly Section[]): readonly Panel[] {
  return sections.flatMap(({ figure, sections: inner = [] }) => [
    ...many(figure).flatMap(({ panels = [] }) => panels),
    ...panelsOf(inner),
  ]);
}

/** Variables that panels show, each once. */
export function panelVariables(panels: readonly Panel[]): readonly string[] {
  const named = panels.flatMap((panel) => {
    if (panel.kind === "points") return [panel.x, panel.y];
    if (panel.kind === "interval") return [panel.variable];
    return panel.kind === "lines" ? panel.axes.map(({ variable }) => variable) : [];
  });
  return [...new Set(named)];
}

/** Draws of which panels have a curve. */
export function panelCurves(panels: readonly Panel[]): readonly number[] {
  return [...new Set(panels.flatMap((panel) => (panel.kind === "curves" ? panel.draws : [])))];
}
