/** The model of a person's model file. */
import type { Model } from "../../engine/core/Model.js";
import type { Analyse } from "../analysis.js";
import { inModelFile } from "./inModelFile.js";
import { loadModelFile } from "./loadModelFile.js";
import type { ModelSource } from "./ModelSource.js";

/** Executes a model file. Throws UserError naming file and line when it cannot be run, or exports no model. */
export async function fileSource(path: string, { out }: { readonly out?: string }): Promise<ModelSource> {
  const file = await loadModelFile(path);
  const { name, model } = file;
  const general = await analysisOf(model, out !== undefined);
  const analyse = general && file.analyse ? both(general, file.analyse) : (general ?? file.analyse);
  return {
    name,
    title: name.replace(/\.\w+$/, ""),
    model,
    ...(analyse ? { analyse } : {}),
    file,
    run: (work) => inModelFile(file.path, work),
  };
}

/** A model of ours that is declared in a file is shown as one from the command line is. */
async function analysisOf({ kind }: Model, sections: boolean): Promise<Analyse | undefined> {
  const { analysedKinds, ownAnalysis } = await import("../ownAnalysis.js");
  if (!analysedKinds.includes(kind)) return undefined;
  return async (posterior) => (await ownAnalysis(posterior, { sections })) ?? {};
}

/** What every such model reports, and after it what the file adds or says otherwise. */
function both(general: Analyse, own: Analyse): Analyse {
  return async (posterior, table) => {
    const first = await general(posterior, table);
    const second = await own(posterior, table);
    return { ...first, ...second, sections: [...(first.sections ?? []), ...(second.sections ?? [])] };
  };
}
