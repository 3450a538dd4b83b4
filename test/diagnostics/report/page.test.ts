import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { htmlTable } from "../../../diagnostics/report/htmlTable.js";
import { inlineJson, page, type PageContent, type TrustState } from "../../../diagnostics/report/index.js";
import { nothingSaved } from "../../../diagnostics/report/Saved.js";
import { csvFieldSource } from "../../../diagnostics/report/script/saving.js";

const hostile = `</script><script>alert(1)</script> "'& __proto__`;

const content: PageContent = {
  title: hostile,
  lead: hostile,
  verdict: {
    state: "caution",
    headline: hostile,
    reasons: [{ text: hostile, section: "results" }],
    found: { id: "found", title: "What was found", text: "42" },
  },
  sections: [
    { id: "results", title: hostile, text: hostile },
    { id: "closed", title: "Closed", text: "folded", fold: "closed", summary: hostile },
    { id: "opened", title: "Opened", text: "unfolded", fold: "open" },
  ],
  data: { [hostile]: hostile, "\u2028": "\u2029", nothing: NaN },
  footer: hostile,
};

describe("a page", () => {
  const html = page(content);

  test("names the hashes of exactly the style and the script it carries", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)![1].replaceAll("&#39;", "'");
    const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => hash(text));
    const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => hash(text));
    expect(policy).toBe(
      `default-src 'none'; style-src ${styles[0]}; script-src ${scripts[0]}; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect([styles.length, scripts.length]).toEqual([1, 1]);
  });

  test("carries no style attribute, no event handler and no address of another place", () => {
    expect(html).not.toMatch(/<[^>]+\s(style|on\w+)=/);
    expect(html.replace("http://www.w3.org/2000/svg", "")).not.toMatch(
      /(?:href|src|url)\s*[=(]\s*["']?(?:https?:)?\/\//,
    );
    expect(html).not.toContain("<link");
  });

  test("lets no title, reason or datum become markup", () => {
    expect(html).not.toContain("alert(1)</script>");
    expect(html.match(/<script/g)).toHaveLength(2);
  });

  test("inlines data that come back as they were", () => {
    const inlined = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(html)![1];
    expect(inlined).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(inlined)).toEqual({
      [hostile]: hostile,
      "\u2028": "\u2029",
      nothing: null,
      tables: [],
      panels: [],
    });
  });

  test("puts the verdict and what was found before all sections", () => {
    const places = ['id="verdict"', 'id="found"', 'id="results"', 'id="closed"'].map((id) => html.indexOf(id));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  test("folds what is fine and unfolds what is not, without script", () => {
    expect(html).toContain('<details id="closed" class="fold"><summary>');
    expect(html).toContain('<details id="opened" class="fold" open><summary>');
    expect(html).toContain('<section id="results"');
  });

  test("lists every section in its contents", () => {
    const nav = /<nav[\s\S]*?<\/nav>/.exec(html)![0];
    const targets = [...nav.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets).toEqual(["verdict", "found", "results", "closed", "opened"]);
    for (const id of targets) expect(html.split(` id="${id}"`)).toHaveLength(2);
  });

  test("tells the states apart by words and shapes, not by colour alone", () => {
    const icon = (state: TrustState): string => {
      const made = page({ ...content, verdict: { ...content.verdict, state } });
      return /<section class="verdict[\s\S]*?<\/svg>/
        .exec(made)![0]
        .replace(/#[0-9a-f]{6}/g, "")
        .replace(state, "");
    };
    expect(new Set((["good", "caution", "bad", "unknown"] as const).map(icon)).size).toBe(4);
  });
});

test("JSON in a script element cannot end it", () => {
  expect(inlineJson("</script>\u2028&")).toBe('"\\u003c/script\\u003e\\u2028\\u0026"');
});

test("a table names its rows and columns and sets numbers flush right", () => {
  const saved = nothingSaved();
  const { markup } = htmlTable(
    {
      name: "A <table>",
      columns: [{ title: "name" }, { title: "value", numeric: true }],
      rows: [
        ["<b>", 1.5],
        ["c", { value: 2.123456, text: "2" }],
        ["d", NaN],
      ],
      flagged: [1],
    },
    saved,
  );
  expect(markup).toContain('<th scope="col" class="n">value</th>');
  expect(markup).toContain('<th scope="row">&lt;b&gt;</th><td class="n">1.5</td>');
  expect(markup).toContain('<tr class="flag">');
  expect(markup).toContain('<tr><th scope="row">d</th><td class="n">–</td></tr>');
  expect(markup).toContain('data-csv="0" data-name="a-table" aria-label="Save as CSV: A &lt;table&gt;"');
  expect(saved.tables).toEqual([
    {
      name: "A <table>",
      columns: ["name", "value"],
      rows: [
        ["<b>", 1.5],
        ["c", 2.123456],
        ["d", null],
      ],
    },
  ]);
});

describe("a field of a saved table", () => {
  // The function travels in the page as text, so it is tested as text.
  const csvField = new Function(`${csvFieldSource}; return csvField;`)() as (cell: string | number | null) => string;

  test.each([
    ["=1+1", `"'=1+1"`],
    ["+cmd|' /C calc'!A0", `"'+cmd|' /C calc'!A0"`],
    ["@SUM(A1)", `"'@SUM(A1)"`],
    ["-2+3", `"'-2+3"`],
    [" =1", `"' =1"`],
    ["\t=1", `"'\t=1"`],
    ["−0.52", `"-0.52"`],
    ["−1.60 to −0.37", `"'-1.60 to -0.37"`],
    ["1.5e−5", `"1.5e-5"`],
    [`say "hi", you`, `"say ""hi"", you"`],
    [-0.1234567890123456, "-0.1234567890123456"],
    [null, ""],
    ["two\r\nlines", `"two\nlines"`],
  ])("%j is written %s", (text, field) => {
    expect(csvField(text)).toBe(field);
  });
});
