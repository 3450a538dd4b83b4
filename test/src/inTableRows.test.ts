import { describe, expect, it } from "vitest";

import { UserError } from "../../engine/core/UserError.js";
import { inTableRows, keptRows } from "../../src/inTableRows.js";

const renumbered = (message: string, dropped: number[]) =>
  (inTableRows(new UserError(message), dropped) as UserError).message;

describe("rows in messages", () => {
  it("are those of the whole table where rows were left out before them", () => {
    // Rows 1, 3 and 4 were left out, so that rows 2, 5, 6 and 7 were kept.
    const dropped = [0, 2, 3];
    expect(renumbered("y is -1 in row 1", dropped)).toBe("y is -1 in row 2");
    expect(renumbered("y is -1 in row 2, and in row 4", dropped)).toBe("y is -1 in row 5, and in row 7");
    expect([...keptRows(4, dropped)]).toEqual([2, 5, 6, 7]);
  });

  it("stay as they are in quotes, in words that end alike, and where no row was left out", () => {
    expect(renumbered('"row 1" holds 2 in row 1', [0])).toBe('"row 1" holds 2 in row 2');
    expect(renumbered("arrow 1, rows 1 and 2", [0])).toBe("arrow 1, rows 1 and 2");
    const error = new UserError("y is -1 in row 1");
    expect(inTableRows(error, [])).toBe(error);
  });

  it("are told of a person's mistakes alone: errors of ours are passed on", () => {
    const error = new TypeError("in row 1");
    expect(inTableRows(error, [0])).toBe(error);
  });
});
