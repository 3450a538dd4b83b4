import { describe, expect, it } from "vitest";
import { isUserError } from "../../engine/core/UserError.js";
import { samplerDefaults, samplerOptions } from "../../samplers/options.js";

describe("samplerOptions", () => {
  it("fills in defaults and treats undefined as not given", () => {
    expect(samplerOptions()).toEqual(samplerDefaults);
    expect(samplerOptions({ seed: "42", draws: undefined })).toEqual({ ...samplerDefaults, seed: "42" });
  });

  it.each([
    [{ algorithm: "gibbs" }, 'invalid algorithm: "gibbs"; it must be "nuts" or "hmc" or "independence" or "fixedTime"'],
    [{ seed: "-1" }, 'invalid seed: "-1"; it must be a string of 1 to 20 decimal digits, such as "1"'],
    [{ warmup: -1 }, "invalid warmup: -1; it must be a whole number from 0 to 10000000"],
    [{ stopWarmupEarly: 1 }, "invalid stopWarmupEarly: 1; it must be true or false"],
    [{ draws: 0 }, "invalid draws: 0; it must be a whole number from 1 to 10000000"],
    [{ draws: 1.5 }, "invalid draws: 1.5; it must be a whole number from 1 to 10000000"],
    [{ adaptDelta: 1 }, "invalid adaptDelta: 1; it must be a number between 0 and 1, both excluded"],
    [{ adaptDelta: NaN }, "invalid adaptDelta: NaN; it must be a number between 0 and 1, both excluded"],
    [{ maxTreeDepth: 0 }, "invalid maxTreeDepth: 0; it must be a whole number from 1 to 20"],
    [{ metric: "dense" }, 'invalid metric: "dense"; it must be "variance" or "gradient"'],
    [{ initRadius: -2 }, "invalid initRadius: -2; it must be a number of at least 0"],
    [{ stepSizeJitter: 1 }, "invalid stepSizeJitter: 1; it must be a number from 0 up to, but not including, 1"],
    [{ integrationTime: 0 }, "invalid integrationTime: 0; it must be a positive number"],
  ])("refuses %o in a sentence that names the option", (partial, message) => {
    let error: unknown;
    try {
      samplerOptions(partial as Parameters<typeof samplerOptions>[0]);
    } catch (caught) {
      error = caught;
    }
    expect(isUserError(error)).toBe(true);
    expect((error as Error).message).toBe(message);
  });

  it("refuses an unknown option, a name of Object.prototype among them", () => {
    expect(() => samplerOptions({ iter: 5 } as object)).toThrow(
      /unknown sampler option: "iter"; the options are algorithm,/,
    );
    expect(() => samplerOptions({ toString: 5 } as object)).toThrow(/unknown sampler option: "toString"/);
  });
});
