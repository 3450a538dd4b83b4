import { describe, expect, it } from "vitest";
import { nma, parseCsv } from "poolwise";

import { valuesAt } from "../../../src/cli/networkWords.js";
import { networkText } from "../../../src/network/networkText.js";
import { covariateValues } from "../../../src/network/covariateValues.js";
import { placesInWords } from "../../../src/network/placesInWords.js";
import { networkCommand } from "../../../src/network/sections/networkCommand.js";
import { read } from "../../models/meta/data/read.js";

const rows = ["1,A,3,40,home,1", "1,B,5,41,home,1", "2,A,3,40,ward,2", "2,B,4,41,ward,2"];
const more = ["3,A,3,40,day clinic,4", "3,B,6,41,day clinic,4", "4,A,2,40,home,5", "4,B,6,41,home,5"];
const csv = ["study,treatment,r,n,set,dose", ...rows, ...more].join("\n");
const network = read(csv, { covariates: ["set", "dose"] });
const dosed = read(csv, { covariates: ["dose", "set"] });

describe("values of covariates", () => {
  it.each([
    ["set=home", { "set: home": 1, "set: ward": 0 }],
    ["set=day clinic,dose=3", { "set: home": 0, "set: ward": 0, dose: 3 }],
    ["ward", { "set: home": 0, "set: ward": 1 }],
    ["set: home=1", { "set: home": 1 }],
  ])("said as %s are those of all levels, and are said so again", (text, expected) => {
    const [at] = valuesAt(text);
    const values = covariateValues(at!, network);
    expect(Object.fromEntries(values)).toEqual(expected);
    const again = placesInWords(values, network).map(([name, value]) => `${name}=${value}`);
    expect(covariateValues(valuesAt(again.join(","))[0]!, network)).toEqual(values);
  });

  it("alone are of the first covariate, or of the baseline risk", () => {
    expect(covariateValues(3, dosed)).toEqual(new Map([["dose", 3]]));
    expect(covariateValues(-2, { covariates: [] }, true)).toEqual(new Map([["mu", -2]]));
    expect(valuesAt("home,ward")).toEqual(["home", "ward"]);
    expect(valuesAt('"set=a, b"')).toEqual([{ set: "a, b" }]);
  });

  it.each([
    ["set=hom", 'invalid --at: "hom" is no level of "set": did you mean "home"?'],
    ["0", 'invalid --at: "0" is no level of "set": they are day clinic, home, ward.'],
    ["dose=home", 'invalid --at: "home" is no number, and "dose" is no factor'],
    ["dose=", 'invalid --at: "dose="; write values'],
    ["home,dose=2", 'invalid --at: "home,dose=2"; write values'],
  ])("said as %s are refused", (text, message) => {
    expect(() => valuesAt(text).map((at) => covariateValues(at, network))).toThrow(message);
  });

  it("head effects by the level, in the terminal and in the command that makes them again", async () => {
    const result = await nma(parseCsv(`${csv}\n`), {
      ...{ seed: 1, workers: 0, draws: 100, chains: 1, covariate: "set", at: ["home"], effects: "fixed" },
    });
    expect(networkText(result, { width: 100 })).toContain("\nAt set: home, against A\n");
    expect(result.summary.at![0]!.at).toEqual({ "set: home": 1, "set: ward": 0 });
    expect(networkCommand(result)).toContain("--at set=home");
  });
});
