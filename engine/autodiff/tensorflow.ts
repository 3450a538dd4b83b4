/** The one door through which tensorflow.js enters: its core with all gradients, bundled into this file when built. */
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js";

// By its path, so that gradients and operations come from one copy whichever entry a bundler prefers.
export * from "@tensorflow/tfjs-core/dist/index.js";
