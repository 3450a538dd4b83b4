import { describe, expect, test } from "vitest";
import { escapeText } from "../../../../diagnostics/plots/parts/escape.js";
import { formatFixed, formatNumber, formatPercent } from "../../../../diagnostics/plots/parts/formatNumber.js";
import { element, raw } from "../../../../diagnostics/plots/parts/markup.js";
import { textWidth, truncate } from "../../../../diagnostics/plots/parts/textWidth.js";

describe("escaping", () => {
  test("takes every character that could leave text or a quoted attribute", () => {
    expect(escapeText(`<a href="x" id='y'>&amp;`)).toBe("&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;");
  });

  test("replaces control characters, which XML forbids, and keeps tabs and line ends", () => {
    expect(escapeText("a\u0000b\u001fc\td\ne")).toBe("a\ufffdb\ufffdc\td\ne");
  });

  test("treats strings as text and only markup as markup", () => {
    expect(element("p", { title: `"><script>` }, "<b>", raw("<i>ok</i>")).markup).toBe(
      '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;<i>ok</i></p>',
    );
  });

  test("leaves out an element with a coordinate that is not finite", () => {
    expect(element("line", { x1: NaN, y1: 0 }).markup).toBe("");
    expect(element("line", { x1: 1.23456, y1: Infinity }).markup).toBe("");
    expect(element("line", { x1: 1.23456, y1: 0 }).markup).toBe('<line x1="1.23" y1="0"/>');
  });
});

describe("numbers as text", () => {
  test.each([
    [-0.123456, "−0.123"],
    [1234, "1234"],
    [0, "0"],
    [-0, "0"],
    [1234567, "1.23e6"],
    [0.00001234, "1.23e−5"],
    [NaN, "–"],
    [-Infinity, "−∞"],
    [100, "100"],
  ])("%d is written %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  test("nothing is printed as minus zero", () => {
    expect(formatFixed(-0.0004, 2)).toBe("0.00");
    expect(formatFixed(-0.004, 3)).toBe("−0.004");
  });

  test("no probability short of certainty is printed as certain", () => {
    expect([0, 0.001, 0.5, 0.996, 1].map(formatPercent)).toEqual(["0%", "<1%", "50%", ">99%", "100%"]);
  });
});

test("a shortened name keeps its beginning and its end and fits", () => {
  const name = "r_hospital:ward[Saint.Mary.of.the.Long.Name_17,Intercept]";
  const short = truncate(name, 180, 12);
  expect(short).toMatch(/^r_hospital.*….*pt\]$/);
  expect(textWidth(short, 12)).toBeLessThanOrEqual(180);
});
