/** The entry of a worker thread: runs the chains it is told to. It imports the samplers and the loader of models, no more. */
import { parentPort } from "node:worker_threads";

import { load } from "../../../engine/compiler/load.js";
import type { CompiledModel } from "../../../engine/core/CompiledModel.js";
import { isUserError } from "../../../engine/core/UserError.js";
import { transferables } from "../../../samplers/drawBlock.js";
import type { SamplerOptions } from "../../../samplers/options.js";
import { driveChain } from "../driveChain.js";
import type { Reply, Request } from "./messages.js";

const port = parentPort!;
const now = () => performance.now() / 1000;

let model: CompiledModel;
let options: SamplerOptions;

port.on("message", (request: Request) => {
  try {
    if (request.kind === "chain") runOneChain(request.chain);
    else {
      model = load(request.artifact);
      options = request.options;
    }
  } catch (error) {
    const { message, stack = "" } = error as Error;
    post({ kind: "failed", message, stack, isUserError: isUserError(error) });
  }
});

function runOneChain(chain: number): void {
  for (const part of driveChain(model, options, chain, now)) {
    post({ kind: "part", part }, part.blocks.flatMap(transferables));
  }
}

function post(reply: Reply, transfer: ArrayBuffer[] = []): void {
  port.postMessage(reply, transfer);
}
