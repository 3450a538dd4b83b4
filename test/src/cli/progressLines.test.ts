import { describe, expect, it } from "vitest";

import { progressLines } from "../../../src/cli/progressLines.js";
import type { ChainProgress } from "../../../src/platform/Platform.js";

/** A screen and a clock that tests turn. */
function stage(isTTY: boolean, chains = 2) {
  let text = "";
  let time = 100;
  const lines = progressLines({ isTTY, rows: 24, write: (more) => (text += more) }, chains, () => time);
  const at = (seconds: number, progress: Partial<ChainProgress>) => {
    time = 100 + seconds;
    lines.show({
      chain: 1,
      phase: "sampling",
      iteration: 500,
      of: 1000,
      divergences: 0,
      stepSize: NaN,
      seconds: 0,
      ...progress,
    });
  };
  return { lines, at, text: () => text };
}

describe("progress", () => {
  it("shows nothing for a run of less than a second, on a terminal or elsewhere", () => {
    for (const isTTY of [true, false]) {
      const { at, lines, text } = stage(isTTY);
      at(0.3, { phase: "warmup" });
      at(0.9, { phase: "finished" });
      lines.end();
      expect(text()).toBe("");
    }
  });

  it("redraws one line a chain in place on a terminal, and ends below them", () => {
    const { at, lines, text } = stage(true);
    at(2, { divergences: 3 });
    expect(text()).toBe(
      "\x1b[2K████████████············  chain 1  sampling 500 of 1000, 3 divergent\n\x1b[2Kchain 2  waiting\n",
    );
    const before = text().length;
    at(2.1, {});
    expect(text().length).toBe(before);
    at(3, { chain: 2, phase: "warmup", iteration: 250 });
    expect(text().slice(before)).toBe(
      "\x1b[2A\x1b[2K████████████············  chain 1  sampling 500 of 1000\n" +
        "\x1b[2K░░░░░░··················  chain 2  warmup 250 of 1000\n",
    );
    lines.end();
    const ended = text().length;
    at(9, {});
    lines.end();
    expect(text().length).toBe(ended);
  });

  it("counts chains where there are more than the terminal has lines", () => {
    const { at, text } = stage(true, 100);
    at(2, { phase: "finished" });
    expect(text()).toBe("\x1b[2K1 of 100 chains finished\n");
  });

  it("writes a plain line a chain every ten seconds elsewhere, and one when it is finished", () => {
    const { at, text } = stage(false);
    for (let second = 1; second <= 24; second++) at(second, { iteration: 10 * second });
    at(24.5, { phase: "finished", iteration: 1000 });
    expect(text()).toBe(
      "chain 1  sampling 100 of 1000\nchain 1  sampling 200 of 1000\nchain 1  finished, 1000 draws\n",
    );
  });

  it("says the step size, and how long a phase will take at its pace", () => {
    const { at, text } = stage(false);
    at(20, { iteration: 250, stepSize: 0.4567, seconds: 10 });
    at(40, { phase: "warmup", iteration: 100, stepSize: 0.3, seconds: 40 });
    at(60, { phase: "finished", iteration: 1000, stepSize: 0.4, seconds: 20 });
    expect(text()).toBe(
      "chain 1  sampling 250 of 1000, step 0.46, 30 s left\n" +
        "chain 1  warmup 100 of 1000, step 0.30, at most 6 min 0 s left\n" +
        "chain 1  finished, 1000 draws\n",
    );
  });
});
