import { expect, it } from "vitest";
import { nearestName } from "../../../engine/data/nearestName.js";

it("a third of the letters may differ", () => {
  expect(nearestName("alocation", ["year", "allocation"])).toBe("allocation");
  expect(nearestName("yaer", ["allocation", "year"])).toBe("year");
  expect(nearestName("year", ["weight"])).toBeUndefined();
});

it("names of one or two letters are meant only where the case differs", () => {
  expect(nearestName("x", ["y", "z"])).toBeUndefined();
  expect(nearestName("se", ["sd", "sei"])).toBeUndefined();
  expect(nearestName("YI", ["vi", "yi"])).toBe("yi");
});
