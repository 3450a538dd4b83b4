import { describe, expect, it } from "vitest";
import { checkNetwork } from "../../../../models/meta/data/checkNetwork.js";
import { networkCheckText } from "../../../../models/meta/data/networkCheckText.js";
import type { NetworkReading } from "../../../../models/meta/NetworkDeclaration.js";
import { read } from "./read.js";

function textOf(csv: string, width: number, reading: Partial<NetworkReading> = {}): string {
  const network = read(csv, reading);
  return networkCheckText(network, checkNetwork(network), { width });
}

const smoking = `
  study,treatment,r,n
  Jones 1999,none,9,140
  Jones 1999,group,0,138
  Jones 1999,individual,23,140
  Li,none,75,731
  Li,individual,363,714`;

describe("the check as text", () => {
  it("has sizes, treatments, comparisons, every study's arms, warnings and notes", () => {
    expect(textOf(smoking, 100, { reference: "none" })).toBe(
      `
2 studies of 3 treatments, 5 arms, 1 study of three arms or more, 1863 participants, 470 events.

treatment   studies  participants  events
none              2           871      84
group             1           138       0
individual        2           854     386

direct comparison    studies  participants
group vs none              1           278
individual vs none         2          1725
individual vs group        1           278

study       arms
Jones 1999  none 9/140, group 0/138, individual 23/140
Li          none 75/731, individual 363/714

The treatment "group" has no events in any of its arms: the data tell that its risk is low but not
how low, so its effects rest on their prior on one side; read their intervals with that in mind, and
see how they change with the prior.

One arm has no events ("group" of study "Jones 1999"): the likelihood of counts is exact there, so
nothing is added to them.

The treatment "group" is seen in one study only, on which its effects rest.
`.trim(),
    );
  });

  it.each([
    ["means", "study,treatment,y,se\n1,A,5.12345,1.5\n1,B,2,1", {}, "A 5.123 (se 1.5), B 2 (se 1)"],
    ["rates", "study,treatment,r,E\n1,A,5,120.5\n1,B,0,99", {}, "A 5 in 120.5, B 0 in 99"],
    [
      "follow-up",
      "study,treatment,r,n,t\n1,A,5,9,2.5\n1,B,0,9,2",
      { columns: { time: "t" } },
      "A 5/9 in 2.5, B 0/9 in 2",
    ],
    ["categories", "study,treatment,a,b,c\n1,A,5,,2\n1,B,1,2,3", { categories: ["a", "b", "c"] }, "A 5+·+2, B 1+2+3"],
    ["differences", "study,treatment,diff,diff_se\n1,B,,\n1,A,0.5,0.25", {}, "from A, B -0.5 (se 0.25)"],
  ])("shows %s as they were observed", (_, csv, reading, arms) => {
    expect(textOf(csv, 80, reading)).toContain(`\n1      ${arms}\n`.trimEnd());
  });

  it("keeps to the width of the terminal and makes names safe", () => {
    const csv = `study,treatment,r,n\n${"A study of many words ".repeat(4)},A\u001b[31m,1,9\n${"A study of many words ".repeat(4)},B,1,9`;
    const text = textOf(csv, 40);
    expect(text).not.toContain("\u001b");
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(40);
  });
});
