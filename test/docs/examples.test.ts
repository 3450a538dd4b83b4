/** Runs the one-line examples of the numeric functions: `@example f(1, 2); // 3`. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { root } from "./documents.js";

const folders = ["engine/math", "diagnostics", "models/meta"];

interface Example {
  readonly file: string;
  readonly call: string;
  /** As the comment has it: JSON, with `…` for digits left out, and perhaps words after ` = `. */
  readonly value: string;
}

/** A call on data of the reader's own, which an example can name and not show: `rope([effect], -0.1, 0.1)`. */
const ofOwnData = /^[\w.]+\(\[?[a-z]\w*[\],)]/;

/** Calls with their values in the docstrings of a file; examples that show no value, or no data, are left to readers. */
function examplesOf(file: string): Example[] {
  const docstrings = readFileSync(root + file, "utf8").match(/\/\*\*[^]*?\*\//g) ?? [];
  return docstrings
    .flatMap((text) => [...text.matchAll(/@example\s+(?:\* )?((?:\w+\.)?\w+\(.*?\)(?:\.\w+)?);? \/\/ (.+)/g)])
    .map(([, call, value]) => ({ file, call: call!, value: value!.trim() }))
    .filter(({ call }) => !ofOwnData.test(call));
}

const examples = folders.flatMap((folder) =>
  readdirSync(root + folder)
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => examplesOf(`${folder}/${name}`)),
);

/** Whether a value is the one shown. */
function agrees(actual: unknown, shown: unknown): boolean {
  if (shown instanceof Cut) return typeof actual === "number" && Math.abs(actual - shown.value) <= shown.error;
  if (Array.isArray(shown)) {
    const elements = ArrayBuffer.isView(actual) ? Array.from(actual as unknown as Iterable<unknown>) : actual;
    return (
      Array.isArray(elements) && elements.length === shown.length && shown.every((one, i) => agrees(elements[i], one))
    );
  }
  if (typeof shown === "object" && shown !== null) {
    return Object.entries(shown).every(([key, one]) => agrees((actual as Record<string, unknown>)[key], one));
  }
  if (typeof shown === "number" && typeof actual === "number" && Number.isFinite(shown)) {
    return Math.abs(actual - shown) <= fewUlp * Math.abs(shown);
  }
  return Object.is(actual, shown);
}

/** 16 units in the last place: kernels promise 4 at most, quantiles found by Newton's steps a few more. */
const fewUlp = 16 * 2 ** -52;

/** A number of which only so many digits are shown. */
class Cut {
  constructor(
    readonly value: number,
    readonly error: number,
  ) {}
}

/**
 * The value a comment shows. A number alone is meant in full; one in an array or a record, or one with an ellipsis, to the
 * digits shown, but whole numbers are meant in full.
 */
function parseShown(comment: string): unknown {
  const text = comment.replace(/ = .*$/, "");
  if (/^-?[\d.]+(e-?\d+)?$/.test(text) || text.startsWith('"')) return JSON.parse(text) as unknown;
  const cut = text.replace(
    /(-?\d+(?:\.(\d+))?)…?/g,
    (_, digits: string, decimals = "") => `cut(${digits},${String(decimals).length})`,
  );
  return new Function("cut", `return (${cut})`)(
    (value: number, decimals: number) => new Cut(value, decimals === 0 ? fewUlp * Math.abs(value) : 10 ** -decimals),
  ) as unknown;
}

describe("the examples", () => {
  it("are found", () => {
    expect(examples.length).toBeGreaterThan(35);
  });

  it.each(examples.map((example) => [example.call, example.value, example.file] as const))(
    "%s gives %s (%s)",
    async (call, value, file) => {
      const module = (await import(/* @vite-ignore */ root + file)) as Record<string, unknown>;
      const names = Object.keys(module);
      const run = new Function(...names, `return ${call}`) as (...values: unknown[]) => unknown;
      const actual = run(...names.map((name) => module[name]));
      expect(agrees(actual, parseShown(value)), `it gives ${JSON.stringify(actual)}`).toBe(true);
    },
  );
});
