import { readFileSync } from "node:fs";

import { expect, it } from "vitest";

import { coefficientName } from "../../../models/formula/coefficientName.js";

const reference = JSON.parse(readFileSync(new URL("../../reference/formula/values.json", import.meta.url), "utf8")) as {
  readonly names: readonly { readonly source: string; readonly name: string }[];
};

it.each(reference.names)("$source is named $name, as brms names it", ({ source, name }) => {
  expect(coefficientName(source)).toBe(name);
});

it("drops what would hinder the reading of draws from a file", () => {
  expect(coefficientName("`a;\tb`\nc")).toBe("abc");
});
