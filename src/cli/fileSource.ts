/** The model of a person's model file. */
import { inModelFile } from "./inModelFile.js";
import { loadModelFile } from "./loadModelFile.js";
import type { ModelSource } from "./ModelSource.js";

/** Executes a model file. Throws UserError naming file and line when it cannot be run, or exports no model. */
export async function fileSource(path: string): Promise<ModelSource> {
  const file = await loadModelFile(path);
  const { name, model, analyse } = file;
  return {
    name,
    title: name.replace(/\.\w+$/, ""),
    model,
    ...(analyse ? { analyse } : {}),
    file,
    run: (work) => inModelFile(file.path, work),
  };
}
