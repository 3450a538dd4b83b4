import { describe, expect, it } from "vitest";
import type { NetworkReading } from "../../../../models/meta/NetworkDeclaration.js";
import { messageOf, read } from "./read.js";

describe("a network of arms", () => {
  it("has studies in the order of the table, rows apart or not, and arms in the order of treatments", () => {
    const network = read(`
      study,treatment,r,n
      b,C,1,10
      a,B,2,20
      b,A,3,30
      a,A,4,40`);
    expect(network.studies).toEqual([
      {
        name: "b",
        arms: [
          { treatment: 0, row: 2, outcome: { kind: "events", events: 3, total: 30, time: 1 }, participants: 30 },
          { treatment: 2, row: 0, outcome: { kind: "events", events: 1, total: 10, time: 1 }, participants: 10 },
        ],
      },
      {
        name: "a",
        arms: [
          { treatment: 0, row: 3, outcome: { kind: "events", events: 4, total: 40, time: 1 }, participants: 40 },
          { treatment: 1, row: 1, outcome: { kind: "events", events: 2, total: 20, time: 1 }, participants: 20 },
        ],
      },
    ]);
    expect(network.unit).toBe(1);
  });

  const letters = "study,treatment,r,n\n1,b,1,9\n1,B,1,9\n2,a,1,9\n2,b,1,9";
  const numbers = "study,treatment,r,n\n1,10,1,9\n1,2,1,9\n2,9,1,9\n2,2,1,9";

  it("orders treatments by code point, numbers as numbers", () => {
    expect(read(letters).treatments).toEqual(["B", "a", "b"]);
    expect(read(numbers).treatments).toEqual(["2", "9", "10"]);
  });

  it("puts the reference first, then follows the order that is given", () => {
    expect(read(letters, { reference: "b" }).treatments).toEqual(["b", "B", "a"]);
    expect(read(numbers, { reference: "10" }).treatments).toEqual(["10", "2", "9"]);
    expect(read(letters, { treatments: ["a", "b", "B"] }).treatments).toEqual(["a", "b", "B"]);
    expect(read(letters, { treatments: ["a", "b", "B"], reference: "B" }).treatments).toEqual(["B", "a", "b"]);
  });

  it("of means takes the standard error that is given, else sd/√n", () => {
    const csv = "study,treatment,mean,sd,n,se\n1,A,5,3,36,\n1,B,6,,,0.25";
    const [study] = read(csv).studies;
    expect(study!.arms).toMatchObject([
      { outcome: { kind: "mean", mean: 5, se: 0.5 }, participants: 36 },
      { outcome: { kind: "mean", mean: 6, se: 0.25 } },
    ]);
    expect(study!.arms[1]).not.toHaveProperty("participants");
  });

  it("of means warns where an error does not go with the deviation beside it, unless the deviation was named", () => {
    const csv = "study,treatment,mean,sd,n,se\n1,A,5,3,36,0.5\n1,B,6,3,36,3\n2,A,5,3,36,\n2,B,6,3.1,36,0.5";
    expect(read(csv).warnings).toMatchObject([{ cause: "errors_disagree" }]);
    expect(read(csv).warnings![0]!.text).toContain(
      'In row 2 the standard error "se" is not "sd" divided by the root of "n"',
    );
    const named = read(csv, { columns: { sd: "sd" } });
    expect(named.warnings).toEqual([]);
    expect(named.studies[0]!.arms[1]!.outcome).toMatchObject({ se: 0.5 });
  });

  it("of means has the standard deviation pooled over arms as its unit, where sizes are known", () => {
    // (35·9 + 24·16)/59, from two arms with sd 3 and 4
    const known = "study,treatment,mean,sd,n\n1,A,5,3,36\n1,B,6,4,25";
    expect(read(known).unit).toBeCloseTo(Math.sqrt(699 / 59), 12);
    expect(read("study,treatment,mean,se,n\n1,A,5,0.5,36\n1,B,6,0.8,25").unit).toBeCloseTo(Math.sqrt(699 / 59), 12);
  });

  it("of means has the largest difference within a study as its unit, where no size is known", () => {
    expect(read("study,treatment,y,se\n1,A,5,1\n1,B,2,1\n2,A,50,1\n2,B,51,1").unit).toBe(3);
    expect(read("study,treatment,diff,se\n1,A,,\n1,B,-2,1\n1,C,3,1", { correlation: 0.5 }).unit).toBe(5);
    expect(read("study,treatment,diff,se\n1,A,,\n1,B,0,1").unit).toBe(1);
  });

  it("of ordered categories keeps those that a study does not tell apart as NaN", () => {
    const csv = "study,treatment,a,b,c\n1,A,5,,7\n1,B,1,2,3";
    const [study] = read(csv, { categories: ["a", "b", "c"] }).studies;
    expect(study!.arms[0]).toEqual({
      treatment: 0,
      row: 0,
      outcome: { kind: "categories", counts: [5, NaN, 7] },
      participants: 12,
    });
  });

  it("of rates has people where the table tells", () => {
    const csv = "study,treatment,r,E,n\n1,A,5,120.5,70\n1,B,0,99,";
    expect(read(csv, { likelihood: "poisson-log" }).studies[0]!.arms).toEqual([
      { treatment: 0, row: 0, outcome: { kind: "rate", events: 5, exposure: 120.5 } , participants: 70 },
      { treatment: 1, row: 1, outcome: { kind: "rate", events: 0, exposure: 99 } },
    ]); // prettier-ignore
  });

  it("may mix studies known by arms with studies known by differences", () => {
    const network = read("study,treatment,y,se,diff,se_diff\n1,A,5,1,,\n1,B,2,1,,\n2,A,,,,\n2,B,,,-2,0.5");
    expect(network.studies.map(({ contrasts }) => contrasts?.differences)).toEqual([undefined, Float64Array.of(-2)]);
    expect(network.studies[1]!.arms.every(({ outcome }) => outcome === undefined)).toBe(true);
  });

  it("uses what is named where every study gives both, and asks where nothing is", () => {
    const csv = "study,treatment,y,se,diff,se_diff\n1,A,5,1,,\n1,B,2,1,-3,1.4";
    expect(read(csv, { columns: { mean: "y" } }).studies[0]!.contrasts).toBeUndefined();
    expect(read(csv, { columns: { diff: "diff" } }).studies[0]!.contrasts!.differences).toEqual(Float64Array.of(-3));
    expect(messageOf(csv)).toBe(
      'study "1" gives both arms ("y" and "se") and differences ("diff" and "se_diff"), which say the same twice: ' +
        "empty the cells of one, or name the columns of one only, --mean y --se se or --diff diff --diff-se se_diff.",
    );
  });
});

describe("a table that cannot be", () => {
  const events = (rows: string) => `study,treatment,r,n\n${rows}`;
  const means = (rows: string) => `study,treatment,y,se\n${rows}`;
  const whole = "effective sizes of cluster trials must be rounded to whole numbers";

  it.each<[string, string, Partial<NetworkReading>, string]>([
    ["no rows", "study,treatment,r,n", {}, "the table has no rows: a network needs a row for each arm."],
    ["no study", events("1,A,1,9\n,B,1,9"), {}, 'the column "study" is empty in row 2: fill it'],
    ["no treatment", events("1,A,1,9\n1,,1,9\n2,,1,9"), {}, 'the column "treatment" is empty in rows 2 and 3: fill it'],
    [
      "one arm",
      events("1,A,1,9\n1,B,1,9\n2,A,1,9"),
      {},
      'study "2" has one arm only, "A" in row 3, and compares nothing: add its other arm, or leave it out.',
    ],
    [
      "an arm listed twice",
      events("1,A,1,9\n1,B,1,9\n1,A,2,9"),
      {},
      'study "1" lists the treatment "A" twice (rows 1 and 3): add these arms up into one row, or tell two studies apart by name.',
    ],
    [
      "one treatment",
      events("1,A,1,9\n2,A,1,9"),
      {},
      'the column "treatment" holds one treatment only, "A": a network needs at least two.',
    ],
    [
      "an unknown reference",
      events("1,Placebo,1,9\n1,Drug,1,9"),
      { reference: "placebo" },
      'unknown reference "placebo": did you mean "Placebo"?',
    ],
    [
      "a reference like none",
      events("1,Placebo,1,9\n1,Drug,1,9"),
      { reference: "Water" },
      'unknown reference "Water": the treatments are Drug and Placebo.',
    ],
    [
      "a treatment that the order lacks",
      events("1,A,1,9\n1,B,1,9"),
      { treatments: ["A"] },
      '--treatments lacks "B", which the table has: add what is missing.',
    ],
    [
      "a treatment of the order that is nowhere",
      events("1,Aspirin,1,9\n1,B,1,9"),
      { treatments: ["Asprin", "B"] },
      '--treatments names "Asprin", which is not in the table: did you mean "Aspirin"?',
    ],
    [
      "more events than people",
      events("1,A,10,9\n1,B,1,9\n2,A,1,9\n2,B,12,9"),
      {},
      '"r" is above "n" (10 of 9 in row 1 and 12 of 9 in row 4): more events than people cannot be, so correct one of them.',
    ],
    [
      "negative events",
      events("1,A,-1,9\n1,B,1,9"),
      {},
      'the column "r" holds -1 in row 1 where a whole number, 0 or more, is needed',
    ],
    [
      "fractional events",
      events("1,A,1,9\n1,B,1.5,9\n2,A,2.5,9\n2,B,1,9"),
      {},
      'the column "r" holds 1.5 in row 2 (and in row 3) where a whole number, 0 or more, is needed',
    ],
    ["fractional people", events("1,A,1,9\n1,B,1,9.5"), {}, whole],
    [
      "no people",
      events("1,A,0,0\n1,B,1,9"),
      {},
      'the column "n" holds 0 in row 1 where a number above zero is needed: correct it, or leave the arm out.',
    ],
    [
      "empty cells",
      events("1,A,1,9\n1,B,,9\n2,A,1,\n2,B,NA,9"),
      {},
      'cells are missing (2 in "r", 1 in "n"; rows 2, 3 and 4): fill them, or leave out those rows.',
    ],
    [
      "text in a number's place",
      events("1,A,1,9\n1,B,3*,9"),
      {},
      'the column "r" holds "3*" in row 2 where a number is needed: correct the cell, or leave it empty.',
    ],
    ["an infinite number", events("1,A,1,9\n1,B,Inf,9"), {}, 'column "r" holds Infinity in row 2'],
    [
      "a negative standard error",
      means("1,A,1,0.1\n1,B,1,-0.1"),
      {},
      'the column "se" holds -0.1 in row 2 where a number above zero is needed: a standard error is positive, so correct it.',
    ],
    [
      "a standard error of zero",
      means("1,A,1,0\n1,B,1,0.1"),
      {},
      'the column "se" holds 0 in row 1 where a number above zero is needed',
    ],
    [
      "a standard deviation of zero",
      "study,treatment,y,sd,n\n1,A,1,0,9\n1,B,1,1,9",
      {},
      'the column "sd" holds 0 in row 1 where a number above zero is needed: a standard deviation is positive',
    ],
    [
      "a missing standard deviation",
      "study,treatment,y,sd,n\n1,A,1,,9\n1,B,1,1,9",
      {},
      'cells are missing (1 in "sd"; row 1)',
    ],
    [
      "a follow-up of zero",
      "study,treatment,r,n,time\n1,A,1,9,0\n1,B,1,9,1",
      { columns: { time: "time" } },
      'the column "time" holds 0 in row 1 where a number above zero is needed: correct the time.',
    ],
    [
      "a negative exposure",
      "study,treatment,r,E\n1,A,1,-5\n1,B,1,9",
      {},
      'the column "E" holds -5 in row 1 where a number above zero is needed: correct the person-time.',
    ],
    [
      "negative people in a category",
      "study,treatment,a,b\n1,A,1,-5\n1,B,1,9",
      { categories: ["a", "b"] },
      'the column "b" holds -5 in row 1 where a whole number, 0 or more, is needed',
    ],
    [
      "one category only",
      "study,treatment,a,b\n1,A,1,\n1,B,1,9",
      { categories: ["a", "b"] },
      "row 1 has only one category: give the number of people of at least two of a and b.",
    ],
    [
      "categories without people",
      "study,treatment,a,b\n1,A,0,0\n1,B,1,9",
      { categories: ["a", "b"] },
      "row 1 has no people in any category: correct it, or leave it out.",
    ],
    [
      "neither arms nor differences in a mixed table",
      "study,treatment,y,se,diff,se_diff\n1,A,5,1,,\n1,B,2,1,,\n2,A,,,,\n2,B,,,,0.5",
      {},
      'study "2" has no outcome (rows 3 and 4): fill in its arms or its differences, or leave it out.',
    ],
  ])("for %s stops with one sentence that names what to mend", (_, csv, reading, message) => {
    const text = messageOf(csv, reading);
    expect(text).toContain(message);
    expect(text).not.toContain("\n");
  });
});
