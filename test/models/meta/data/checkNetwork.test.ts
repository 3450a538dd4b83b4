import { describe, expect, it } from "vitest";
import { checkNetwork } from "../../../../models/meta/data/checkNetwork.js";
import { networkCheckText } from "../../../../models/meta/data/networkCheckText.js";
import { networkParts } from "../../../../models/meta/data/networkParts.js";
import { messageOf, read } from "./read.js";

const head = "study,treatment,r,n";
const check = (rows: string) => checkNetwork(read(`${head}\n${rows}`));
const texts = (rows: string, list: "warnings" | "notes") =>
  check(rows)[list].map(({ cause, text }) => `${cause}: ${text}`);

/** A triangle of two-arm studies, in which nothing is amiss. */
const triangle = "1,A,1,9\n1,B,2,9\n2,B,1,9\n2,C,2,9\n3,A,1,9\n3,C,2,9\n4,A,1,9\n4,B,2,9";

describe("the check before fitting", () => {
  it("says nothing of a network in which nothing is amiss", () => {
    expect(check(triangle)).toMatchObject({ warnings: [], notes: [], parts: [["A", "B", "C"]] });
  });

  it("tells sizes of the network, its treatments and its comparisons", () => {
    expect(check(`${triangle}\n5,A,3,8\n5,B,1,7\n5,C,1,6`)).toMatchObject({
      studies: 5,
      arms: 11,
      multiArmStudies: 1,
      contrastStudies: 0,
      participants: 93,
      events: 17,
      treatments: [
        { treatment: "A", studies: 4, participants: 35, events: 6 },
        { treatment: "B", studies: 4, participants: 34, events: 6 },
        { treatment: "C", studies: 3, participants: 24, events: 5 },
      ],
      comparisons: [
        { from: "A", to: "B", studies: 3, participants: 51 },
        { from: "A", to: "C", studies: 2, participants: 32 },
        { from: "B", to: "C", studies: 2, participants: 31 },
      ],
    });
  });

  it("leaves sums out that not every arm tells of", () => {
    const mixed = checkNetwork(read("study,treatment,r,n,diff,diff_se\n1,A,1,9,,\n1,B,2,9,,\n2,A,,,,\n2,B,,,1,0.5"));
    expect(mixed).not.toHaveProperty("events");
    expect(mixed).not.toHaveProperty("participants");
    expect(mixed.contrastStudies).toBe(1);
  });

  it("counts the ways in which evidence could contradict itself", () => {
    // By designs: AB, BC, AC have 1 each, ABC 2; less two effects.
    expect(check(triangle).inconsistencyFreedom).toBe(1);
    expect(check(`${triangle}\n5,A,3,8\n5,B,1,7\n5,C,1,6`).inconsistencyFreedom).toBe(3);
    expect(check("1,A,3,8\n1,B,1,7\n1,C,1,6").inconsistencyFreedom).toBe(0);
    const parts = read(`${head}\n1,A,1,9\n1,B,2,9\n2,C,1,9\n2,D,2,9`, {}, "keep");
    expect(checkNetwork(parts).inconsistencyFreedom).toBe(0);
  });

  it("warns of a star, whose consistency cannot be tested, and of other networks without loops", () => {
    const star = texts("1,A,1,9\n1,B,2,9\n2,A,1,9\n2,C,2,9\n3,A,1,9\n3,C,1,9\n4,A,1,9\n4,B,1,9", "warnings");
    expect(star).toEqual([
      'untestable_consistency: Direct and indirect evidence cannot be compared, since all studies compare with "A" alone: the effects rest ' +
        "on the assumption that they agree, which these data cannot test; weigh whether the studies are similar in what changes effects.",
    ]);
    const chain = texts("1,A,1,9\n1,B,2,9\n2,B,1,9\n2,C,2,9\n3,C,1,9\n3,D,1,9", "warnings");
    expect(chain[0]).toContain("since no loop of the network is closed by different studies");
    expect(texts("1,A,1,9\n1,B,2,9", "warnings")).toEqual([]);
  });

  it("warns of a treatment without events in any arm, and of one with nothing but events", () => {
    const [none] = check("1,A,1,9\n1,B,0,9\n2,A,2,9\n2,B,0,9").warnings;
    expect(none).toMatchObject({ cause: "unidentified_treatment", variables: ["d[B]"] });
    expect(none!.text).toContain(
      'The treatment "B" has no events in any of its arms: the data tell that its risk is low but not how low',
    );
    const [all] = check("1,A,9,9\n1,B,3,9\n2,A,8,8\n2,B,4,9").warnings;
    expect(all).toMatchObject({ cause: "unidentified_treatment", variables: [] });
    expect(all!.text).toContain('The treatment "A" has nothing but events in its arms');
  });

  it("warns of names that differ in nothing that matters", () => {
    const rows =
      "Li 2001,Placebo,1,9\nLi 2001,Drug 5 mg,2,9\nLi 2002,placebo,1,9\nLi 2002,Drug-5mg,2,9\n5,Placebo,1,9\n5,A,1,9\n5,placebo,1,9\n" +
      triangle;
    expect(texts(rows, "warnings")[0]).toBe(
      'names_alike: Some treatments have names that differ only in case, blanks or punctuation ("Drug 5 mg" and "Drug-5mg"; ' +
        '"Placebo" and "placebo") and are taken for different treatments: if they are the same, write them the same in the table.',
    );
    const distinct = "1,0.5 mg,1,9\n1,05 mg,2,9\n1,A+,1,9\n1,A,1,9\n2,5 mg,1,9\n2,A,1,9\n2,A+,2,9\n2,1.5,2,9\n2,15,2,9";
    expect(texts(distinct, "warnings").join("")).not.toContain("names_alike");
  });

  it("warns of a treatment that only studies without events connect with the others, and of a reference that tells nothing", () => {
    const rows = "1,A,1,9\n1,B,2,9\n2,A,0,9\n2,C,0,9\n3,C,0,5\n3,D,0,5";
    const warned = check(rows).warnings.filter(({ cause }) => cause === "uninformed_treatment");
    expect(warned.map(({ variables }) => variables)).toEqual([["d[C]"], ["d[D]"]]);
    expect(warned[0]!.text).toContain("its effects and its rank are those of the prior; leave it out");
    const reference = "1,A,0,9\n1,B,0,9\n2,B,2,9\n2,C,3,9\n3,A,0,9\n3,C,0,9";
    expect(check(reference).warnings[0]!.text).toMatch(/treatment "A".*; name another reference with --reference\.$/);
    expect(check("1,A,0,9\n1,B,3,9\n2,B,2,9\n2,C,3,9").warnings[0]!.text).toMatch(
      /"A" has no events .* on one side; all effects are against it, so name another reference with --reference\.$/,
    );
    // One study of C with an event is enough.
    expect(texts(`${rows}\n4,C,1,9\n4,D,0,9\n4,A,1,9`, "warnings").join("")).not.toContain("uninformed");
  });

  it("warns of treatments that are one letter apart, where names are long enough for a slip", () => {
    const rows =
      "1,Amlodipin,1,9\n1,Placebo 1,2,9\n2,amlodipine,1,9\n2,Placebo 2,2,9\n2,Placebo 1,2,9\n3,Groupa,1,9\n3,Groupb,1,9\n3,Placebo 1,1,9";
    const [warning, ...others] = check(rows).warnings.filter(({ cause }) => cause === "names_alike");
    expect(warning!.text).toContain('one letter apart ("Amlodipin" and "amlodipine")');
    expect(others).toEqual([]);
    expect(() => read(`${head}\n1,Amlodipin,1,9\n1,A,2,9\n2,Amlodipine,1,9\n2,B,2,9`)).toThrow(
      'write "Amlodipin" and "Amlodipine" the same if they are one treatment',
    );
  });

  it("carries what was assumed in reading", () => {
    const network = read(`${head},years\n1,A,1,9,1\n1,B,2,9,2`);
    expect(checkNetwork(network).warnings.map(({ cause }) => cause)).toEqual(["unused_time"]);
  });

  it("notes arms and studies without events, which are kept, and studies with nothing but events", () => {
    const rows = `${triangle}\n5,A,0,9\n5,B,0,9\n6,B,8,8\n6,C,9,9`;
    expect(texts(rows, "warnings")).toEqual([]);
    expect(texts(rows, "notes")).toEqual([
      'zero_arms: 2 arms have no events ("A" of study "5" and "B" of study "5"): the likelihood of counts is exact there, so nothing is ' +
        "added to them.",
      'empty_studies: Study "5", without events, is kept but tells next to nothing of relative effects.',
      'empty_studies: Study "6", with nothing but events, is kept but tells next to nothing of relative effects.',
    ]);
  });

  it("notes treatments that are seen in one study only, which is fine", () => {
    expect(texts(`${triangle}\n5,A,1,9\n5,D,1,9`, "notes")).toEqual([
      'single_study: The treatment "D" is seen in one study only, on which its effects rest.',
    ]);
  });

  it("says nothing of events where studies are known by differences", () => {
    const network = read("study,treatment,diff,diff_se\n1,A,,\n1,B,0,1\n2,A,,\n2,B,0,1");
    expect(checkNetwork(network)).toMatchObject({ warnings: [], notes: [] });
  });
});

describe("a network in parts", () => {
  const rows = "1,A,1,9\n1,B,2,9\n2,C,1,9\n2,E,2,9\n3,D,1,9\n3,B,2,9\n4,E,1,9\n4,C,2,9";

  it("is told by its parts", () => {
    const network = read(`${head}\n${rows}`, {}, "keep");
    expect(networkParts(network)).toEqual([["A", "B", "D"], ["C", "E"]]); // prettier-ignore
    expect(checkNetwork(network).parts).toEqual(networkParts(network));
    expect(networkCheckText(network, checkNetwork(network), { width: 200 })).toContain(
      "in 2 parts that are not connected",
    );
  });

  it("is refused with the treatments of each", () => {
    expect(messageOf(`${head}\n${rows}`)).toBe(
      'the network is in 2 parts that no study connects ("A", "B" and "D"; "C" and "E"): add a study that connects them, or leave out ' +
        'the studies of all but one part, such as those of "C" and "E".',
    );
    const alike = "1,Placebo,1,9\n1,B,2,9\n2,placebo,1,9\n2,C,2,9";
    expect(messageOf(`${head}\n${alike}`)).toContain(
      'write "Placebo" and "placebo" the same if they are one treatment, or leave out',
    );
    expect(networkParts(read(`${head}\n${rows}\n5,A,1,9\n5,E,1,9`))).toHaveLength(1);
  });
});
