import { describe, expect, it } from "vitest";

import { isUserError } from "../../../engine/core/UserError.js";
import { formulaError } from "../../../models/formula/formulaError.js";

describe("formulaError", () => {
  it("shows the formula under the sentence, and a caret under the place", () => {
    const error = formulaError("y ~ agee + sex", { start: 4, end: 8 }, 'there is no column "agee".');
    expect(isUserError(error)).toBe(true);
    expect(error.message).toBe('there is no column "agee".\n  y ~ agee + sex\n      ^~~~');
  });

  it("shows about 70 characters around a place in a long formula", () => {
    const text = `y ~ ${"x + ".repeat(100)}agee${" + z".repeat(100)}`;
    const start = text.indexOf("agee");
    const [, excerpt, caret] = formulaError(text, { start, end: start + 4 }, "s.").message.split("\n");
    expect(excerpt!.length).toBeLessThan(76);
    expect(excerpt).toMatch(/^ {2}….*…$/);
    expect(excerpt!.slice(caret!.indexOf("^"), caret!.length)).toBe("agee");
  });

  it("cuts a long place at its end, not at its beginning", () => {
    const text = `y ~ ${"x".repeat(500)}`;
    const [, excerpt, caret] = formulaError(text, { start: 4, end: 504 }, "s.").message.split("\n");
    expect(excerpt!.slice(caret!.indexOf("^"), caret!.length).startsWith("x")).toBe(true);
    expect(excerpt!.endsWith("x…")).toBe(true);
    expect(caret!.length).toBeLessThanOrEqual(excerpt!.length);
  });

  it("puts the caret at the very end when something is missing there", () => {
    expect(formulaError("y ~ x", { start: 5, end: 5 }, "s.").message).toBe("s.\n  y ~ x\n       ^");
  });

  it("keeps the caret in place after line breaks, tabs, and characters without or with double width", () => {
    const place = (before: string) => {
      const [, excerpt, caret] = formulaError(
        `${before}x`,
        { start: before.length, end: before.length + 1 },
        "s.",
      ).message.split("\n");
      return [excerpt, caret!.indexOf("^")];
    };
    expect(place("y ~\n\t")).toEqual(["  y ~  x", 7]);
    expect(place("e\u0301 ~ ")).toEqual(["  e\u0301 ~ x", 6]);
    expect(place("变量 ~ ")).toEqual(["  变量 ~ x", 9]);
    expect(place("\u001b[31m")).toEqual(["   [31mx", 7]);
  });

  it("takes places outside of the text as its ends", () => {
    expect(formulaError("y", { start: 7, end: 9 }, "s.").message).toBe("s.\n  y\n   ^");
  });
});
