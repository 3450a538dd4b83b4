import { describe, expect, it } from "vitest";
import { checkNetwork } from "../../../../models/meta/data/checkNetwork.js";
import { networkColumns } from "../../../../models/meta/data/networkColumns.js";
import { readNetwork } from "../../../../models/meta/data/readNetwork.js";
import type { NetworkReading } from "../../../../models/meta/NetworkDeclaration.js";
import { messageOf, plain, read, tableOfLines } from "./read.js";

const arms = (head: string, first: string, second: string) => `${head}\n1,A,${first}\n1,B,${second}`;

describe("columns", () => {
  it.each([
    ["study,treatment,events,total", "binomial-logit"],
    ["Study ID,Trt,r,N", "binomial-logit"],
    ["trial,drug,Responders,sampleSize", "binomial-logit"],
    ["studlab,intervention,n.events,n_total", "binomial-logit"],
    ["author,arm,cases,denominator", "binomial-logit"],
    ["study,trtc,mean,std.err", "normal-identity"],
    ["studyn,trtn,y,se", "normal-identity"],
    ["study,treat,events,person-time", "poisson-log"],
    ["study,treatment,r,E", "poisson-log"],
  ])("named %s are found, and tell of %s", (head, likelihood) => {
    expect(read(arms(head, "3,40", "5,41")).likelihood).toBe(likelihood);
  });

  it.each([
    ["mean,sd,n", {}, "normal-identity"],
    ["change,spread,people", { mean: "change", sd: "spread", n: "people" }, "normal-identity"],
    ["r,n,years", { time: "years" }, "binomial-cloglog"],
  ] as const)("%s with %o tell of %s", (head, columns, likelihood) => {
    const csv = arms(`study,treatment,${head}`, "3,40,2", "5,41,2");
    expect(read(csv, { columns }).likelihood).toBe(likelihood);
  });

  it.each([
    ["logHR", "hazard ratio"],
    ["ln.HR", "hazard ratio"],
    ["lnOR", "odds ratio"],
    ["lor", "odds ratio"],
    ["log_RR", "risk ratio"],
    ["lnIRR", "rate ratio"],
  ])("of differences named %s are logarithms of a %s, which needs no unit and leaves a note", (diff, name) => {
    const csv = `study,treatment,comparator,${diff},se${diff}\n1,B,A,0.2,0.1\n2,B,A,0.4,0.2`;
    const network = read(csv);
    expect(network).toMatchObject({ likelihood: "normal-identity", ratio: { name, column: diff }, unit: 1 });
    expect(
      checkNetwork(network)
        .notes.map(({ text }) => text)
        .join(" "),
    ).toContain(`logarithms of ${name}s`);
    const said = read(csv, { ratio: "rate ratio" });
    expect(said.ratio).toEqual({ name: "rate ratio" });
    expect(checkNetwork(said).notes.map(({ cause }) => cause)).not.toContain("found_ratio");
  });

  it("of differences tell of no ratio where their name does not, where studies have means, or where events have words of their own", () => {
    const pairs = (diff: string) => `study,treatment,comparator,${diff},sediff\n1,B,A,0.2,0.1\n2,B,A,0.4,0.2`;
    expect(read(pairs("diff"))).toMatchObject({ unit: 0.4 });
    expect(read(pairs("diff")).ratio).toBeUndefined();
    expect(read(pairs("logHR"), { likelihood: "binomial-cloglog" }).ratio).toBeUndefined();
    const mixed = "study,treatment,mean,se,logHR,seLogHR\n1,A,1,1,,\n1,B,3,1,,\n2,A,,,,\n2,B,,,0.2,0.1";
    expect(read(mixed).ratio).toBeUndefined();
  });

  it.each([
    [{ ratio: " " }, "--ratio is empty"],
    [{ ratio: "hazard ratio", measure: "smd" }, "leave out --ratio or --measure"],
    [{ ratio: "hazard ratio", likelihood: "binomial-cloglog" }, "binomial-cloglog has words of its own"],
  ] as const)("with %o are refused", (reading, message) => {
    expect(messageOf("study,treatment,comparator,te,sete\n1,B,A,0.2,0.1", reading)).toContain(message);
  });

  it("of categories are ordered, with probit unless told", () => {
    const csv = arms("study,treatment,none,some,much", "3,40,2", "5,41,2");
    const categories = ["none", "some", "much"];
    expect(read(csv, { categories }).likelihood).toBe("ordered-probit");
    expect(read(csv, { categories, likelihood: "ordered-logit" }).likelihood).toBe("ordered-logit");
  });

  it("that a person names win over synonyms", () => {
    const csv = arms("study,treatment,events,deaths2,total", "3,1,40", "5,2,41");
    const network = read(csv, { columns: { events: "deaths2" } });
    expect(network.studies[0]!.arms.map(({ outcome }) => outcome)).toMatchObject([{ events: 1 }, { events: 2 }]);
  });

  it("named for one thing are never taken for another", () => {
    const csv = arms("study,treatment,n,total,r", "9,40,3", "8,41,5");
    // "n" and "total" would both do for people, but n is the covariate.
    expect(messageOf(csv)).toContain('"n" and "total"');
    const other = arms("study,treatment,n,total,r", "9,40,3", "9,41,5") + "\n2,A,7,30,3\n2,B,7,30,1";
    expect(read(other, { covariates: ["n"] }).studies[0]!.arms[0]!.participants).toBe(40);
  });

  it("of usual names leave weaker ones alone", () => {
    const csv = "id,study,arm,treatment,r,n\n1,x,1,A,3,40\n2,x,2,B,5,40\n3,y,1,A,3,40\n4,y,2,B,5,40";
    expect(read(csv)).toMatchObject({ treatments: ["A", "B"], studies: [{ name: "x" }, { name: "y" }] });
  });

  it("that are used are named once, and no others", () => {
    const csv = "study,treatment,r,n,site,note\nx,A,3,40,1,?\nx,B,5,40,1,?\ny,A,3,40,2,?\ny,B,5,40,2,?";
    const names = (reading: Partial<NetworkReading>) => networkColumns(tableOfLines(csv), { ...plain, ...reading });
    expect(names({})).toEqual(["study", "treatment", "r", "n"]);
    expect(names({ covariates: ["site"] })).toEqual(["study", "treatment", "r", "n", "site"]);
  });

  it("that are used make the same network without the others", () => {
    const csv =
      "study,arm,trt,r,n,size,site,diff,diff_se\nx,1,A,3,40,9,1,,\nx,2,B,5,40,9,1,,\ny,1,A,,30,9,2,,\ny,2,B,,35,9,2,1,0.3";
    const table = tableOfLines(csv);
    const used = networkColumns(table, plain);
    expect(used).toEqual(["study", "trt", "r", "n", "diff", "diff_se"]);
    const rest = { ...table, columns: new Map(used.map((name) => [name, table.columns.get(name)!])) };
    expect(readNetwork(rest, plain)).toEqual(readNetwork(table, plain));
  });

  it("of arms and of differences are used both only where studies need both", () => {
    const both = "study,treatment,y,se,diff,diff_se\n1,A,1,0.2,,\n1,B,2,0.2,1,0.3";
    const mixed = "study,treatment,y,se,diff,diff_se\n1,A,1,0.2,,\n1,B,2,0.2,,\n2,A,,,,\n2,B,,,1,0.3";
    const named: NetworkReading = { ...plain, columns: { mean: "y" } };
    expect(networkColumns(tableOfLines(both), named)).toEqual(["study", "treatment", "y", "se"]);
    expect(networkColumns(tableOfLines(mixed), named)).toContain("diff_se");
  });

  it.each<[string, string, Partial<NetworkReading>, string]>([
    ["no studies", "a,treatment,r,n", {}, "no column of studies was found: name it with --study; the columns are a, "],
    ["no treatments", "study,a,r,n", {}, "no column of treatments was found: name it with --treatment"],
    ["an unknown name", "study,treatment,r,n", { columns: { events: "R" } }, 'unknown column "R": did you mean "r"?'],
    [
      "two candidates",
      "study,treatment,r,n,total",
      {},
      '"n" and "total" may each hold numbers of people: name one with --total n.',
    ],
    [
      "one column for two things",
      "study,treatment,r,n",
      { columns: { events: "r", mean: "r" } },
      'the column "r" is named for both --events and --mean: it can hold only one of them.',
    ],
    [
      "events alone",
      "study,treatment,r,x",
      {},
      'the columns of outcomes are not complete (only "r" was found): name --events and --total, or --events and --exposure;',
    ],
    ["no outcome", "study,treatment,a,b", {}, "no columns of outcomes were found: name --events and --total, or"],
    [
      "people without an outcome",
      "study,treatment,total,b",
      {},
      'no columns of outcomes were found beside "total": name --events and --total, or',
    ],
    [
      "arms beside one another",
      "study,t1,t2,y.1,y.2",
      {},
      "no columns of outcomes were found, and the arms of a study seem to stand beside one another (t1, t2, y.1, y.2): the table needs a row for each arm,",
    ],
    [
      "numbers of people alone where events are needed",
      "study,treatment,y,n",
      { likelihood: "binomial-logit" },
      'binomial-logit needs columns of events and numbers of people: only "n" was found, name them with --events and --total;',
    ],
    [
      "a correlation of arms",
      "study,treatment,r,n",
      { correlation: 0.5 },
      "--correlation is that of differences between arms, but the table tells of arms themselves, which are independent: leave it out.",
    ],
    [
      "a likelihood whose columns are missing",
      "study,treatment,y,se",
      { likelihood: "binomial-logit" },
      "binomial-logit needs columns of events and numbers of people: none were found, name them with --events and --total;",
    ],
    [
      "a likelihood that lacks one column",
      "study,treatment,r,n",
      { likelihood: "poisson-log" },
      'poisson-log needs columns of events and person-times: only "r" was found, name them with --events and --exposure;',
    ],
    [
      "ordered outcomes without categories",
      "study,treatment,r,n",
      { likelihood: "ordered-logit" },
      "ordered-logit needs columns of numbers of people by category: name them, the lowest first, with --categories;",
    ],
    [
      "an unknown likelihood",
      "study,treatment,r,n",
      { likelihood: "binomial-logt" as "binomial-logit" },
      'unknown likelihood "binomial-logt": did you mean "binomial-logit"?',
    ],
    [
      "several outcomes",
      "study,treatment,r,n,y,se",
      {},
      "choose with --likelihood binomial-logit or binomial-cloglog or normal-identity.",
    ],
    [
      "columns of two outcomes named",
      "study,treatment,r,n,y,se",
      { columns: { events: "r", mean: "y" } },
      "--events and --mean do not belong to one outcome: name the columns of one.",
    ],
    [
      "a column that the likelihood has no use for",
      "study,treatment,r,n,t",
      { columns: { time: "t" }, likelihood: "binomial-logit" },
      'binomial-logit makes no use of --time "t": leave it out or choose --likelihood binomial-cloglog.',
    ],
    [
      "differences without errors",
      "study,treatment,diff,x",
      { columns: { diff: "diff" } },
      "no column of standard errors of differences was found: differences need --diff and --diff-se, so name it with --diff-se.",
    ],
    [
      "standardised counts",
      "study,treatment,r,n",
      { measure: "smd" },
      "--measure smd is for means, but the columns tell of events and numbers of people: leave it out.",
    ],
    [
      "an impossible correlation",
      "study,treatment,r,n",
      { correlation: 1 },
      "--correlation 1 cannot be: give a number from 0 to below 1, such as 0.5.",
    ],
    [
      "a single category",
      "study,treatment,r,n",
      { categories: ["r"] },
      "--categories needs at least two columns, those of the lowest category first.",
    ],
  ])("with %s stop the reading and say how to mend it", (_, head, reading, message) => {
    const cells = head
      .split(",")
      .slice(2)
      .map((_, k) => 3 + 10 * k)
      .join(",");
    expect(messageOf(arms(head, cells, cells), reading)).toContain(message);
  });

  it("named __proto__ are columns like any other", () => {
    const csv = "study,treatment,__proto__,n\n1,__proto__,3,40\n1,constructor,5,41";
    const network = read(csv, { columns: { events: "__proto__" } });
    expect(network.treatments).toEqual(["__proto__", "constructor"]);
  });

  it("that look like follow-up and are not used are mentioned, unless the likelihood was chosen", () => {
    const csv = arms("study,treatment,r,n,years", "3,40,1", "5,41,2");
    expect(read(csv).warnings!.map(({ cause }) => cause)).toEqual(["unused_time"]);
    expect(read(csv, { likelihood: "binomial-logit" }).warnings).toEqual([]);
    expect(read(csv, { likelihood: "binomial-cloglog" }).studies[0]!.arms[1]!.outcome).toMatchObject({ time: 2 });
  });
});
