import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvDraws } from "../../../../engine/data/draws/csvDraws.js";

const bytesOf = (name: string) => readFileSync(new URL(`../../../reference/${name}`, import.meta.url));

function read(bytes: Uint8Array | string, pieces: readonly number[] = []) {
  const reader = csvDraws("a.csv");
  let rest = typeof bytes === "string" ? new TextEncoder().encode(bytes) : new Uint8Array(bytes);
  for (const size of pieces) {
    // The memory of a piece is used again, as by a stream.
    const piece = rest.slice(0, size);
    reader.push(piece);
    piece.fill(0x39);
    rest = rest.slice(size);
  }
  reader.push(rest);
  return reader.finish();
}

describe("a CSV file of draws", () => {
  test("gives the same in whatever pieces it comes", () => {
    const bytes = bytesOf("data/bernoulli-1.csv");
    const whole = read(bytes);
    expect(whole.chains[0]!.drawCount).toBe(25);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 40 }), (pieces) => {
        expect(read(bytes, pieces)).toEqual(whole);
      }),
      { numRuns: 30, seed: 1 },
    );
  });

  test("may come from another system: a byte order mark, other ends of lines, none at the end", () => {
    const { variables, chains } = read("\uFEFFlp__,mu\r\n-1,2\r\n\r\n-2,3");
    expect(variables).toEqual(["mu"]);
    expect([...chains[0]!.values]).toEqual([2, 3]);
  });

  test("says who wrote it", () => {
    expect(read(bytesOf("data/bernoulli-1.csv")).origin).toBe("cmdstan");
    expect(read("# poolwise draws\nlp__,mu\n1,2\n").origin).toBe("poolwise");
    expect(read("chain,draw,mu\n0,0,1\n").origin).toBe("other");
  });

  test("of many draws is gathered in blocks without mixing them up", () => {
    const rows = Array.from({ length: 3000 }, (_, i) => Array.from({ length: 100 }, (_, v) => i * 100 + v).join(","));
    const header = Array.from({ length: 100 }, (_, v) => `x.${v + 1}`).join(",");
    const { values } = read(`${header}\n${rows.join("\n")}\n`).chains[0]!;
    expect(values.every((value, i) => value === i)).toBe(true);
  });
});

describe("a draws_df of R's posterior", () => {
  const { variables, chains, origin } = read(bytesOf("draws/draws-df.csv"));

  test("has a chain for each number, whatever its row names", () => {
    expect(variables).toEqual(["mu", "tau", "theta[1]", "theta[2]"]);
    expect(chains.map(({ chain, drawCount }) => [chain, drawCount])).toEqual([
      [1, 6],
      [2, 6],
      [3, 6],
    ]);
    expect(chains[0]!.values[0]).toBe(2.00583113);
    expect(origin).toBe("other");
  });

  test("is put into the order of its iterations, on which autocorrelations depend", () => {
    const shuffled = read(bytesOf("draws/draws-df-shuffled.csv"));
    const byChain = [...shuffled.chains].sort((a, b) => a.chain - b.chain);
    expect(byChain.map(({ values }) => [...values])).toEqual(chains.map(({ values }) => [...values]));
  });

  test("with an iteration twice in a chain is refused", () => {
    expect(() => read(".chain,.iteration,mu\n1,1,2\n1,2,3\n1,2,4\n")).toThrow("chain 1 of a.csv numbers two draws 2");
  });
});

test("truth values are 1 and 0, and text is named with its line and column", () => {
  expect([...read("a,b\nTRUE,False\nNA,2\n").chains[0]!.values]).toEqual([1, 0, NaN, 2]);
  expect(() => read("a,b\n1,2\n3,yes\n")).toThrow(
    'a.csv holds "yes" in line 3, column "b", where a number is expected',
  );
});

test.each([
  ["a;b\n1;2\n", 'a.csv separates its columns by ";": save it with commas.'],
  ["a\tb\n1\t2\n", "a.csv separates its columns by tabs: save it with commas."],
  [".chain,.draw\n1,1\n", "a.csv has no variables"],
  [".chain,mu\n1.5,1\n", "a.csv names a chain 1.5 in line 2: chains are numbered by whole numbers"],
  [".chain,mu\nNA,1\n", "a.csv names a chain NaN in line 2"],
])("%j is refused in words that say how to mend it", (text, message) => {
  expect(() => read(text)).toThrow(message);
});

describe("a file that its run has not finished, or that was cut off,", () => {
  const head = "# method = sample\n# num_samples = 6\n# num_warmup = 2\n";
  const rows = (count: number) => Array.from({ length: count }, (_, i) => `${i},1.25\n`).join("");
  const warningOf = (text: string) => read(text).warnings?.map((warning) => [warning.cause, warning.text]) ?? [];
  const drawCount = (text: string) => read(text).chains[0]!.drawCount;
  const short = (found: number, wanted: number, left = "") => [
    [
      "short_chain",
      `a.csv holds ${found} of the ${wanted} draws that its run was to make${left}: the run has not ended, was stopped, or the file ` +
        `was cut off. Give the whole file, or run the chain again.`,
    ],
  ];
  const leftOut = " (its last line is not whole and was left out)";

  test("is read with a warning that says how many draws are missing", () => {
    expect(warningOf(`${head}a,b\n${rows(4)}`)).toEqual(short(4, 6));
    expect(warningOf(`${head}a,b\n${rows(6)}`)).toEqual([]);
    expect(warningOf(`a,b\n${rows(4)}`)).toEqual([]);
  });

  test("of a thinned run is held against the draws that thinning leaves", () => {
    const thinned = head.replace("6", "7") + "# thin = 2\na,b\n";
    expect(warningOf(thinned + rows(4))).toEqual([]);
    expect(warningOf(thinned + rows(3))).toEqual(short(3, 4));
  });

  test("with draws of warmup is held against both", () => {
    const saved = `${head}# save_warmup = true\na,b\n`;
    expect(warningOf(saved + rows(8))).toEqual([]);
    expect(warningOf(saved + rows(6))).toEqual(short(4, 6));
  });

  test.each(["4", "4,", "4,1.", "4,1.2e", "4,1.2"])("loses a last line such as %s, which may lack digits", (line) => {
    const text = `${head}a,b\n${rows(4)}${line}`;
    expect(drawCount(text)).toBe(4);
    expect(warningOf(text)).toEqual(short(4, 6, leftOut));
  });

  test("but for the newline at its end is whole", () => {
    const text = `${head}a,b\n${rows(6)}`.trimEnd();
    expect(drawCount(text)).toBe(6);
    expect(warningOf(text)).toEqual([]);
    expect(drawCount(text.slice(0, -5))).toBe(5);
    expect(drawCount(`a,b\n${rows(4)}4,1.25`)).toBe(5);
  });
});
