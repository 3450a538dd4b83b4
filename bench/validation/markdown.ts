/** Tables in Markdown. */

/** A table with the names of its columns as the head; columns of numbers are set right. */
export function markdownTable(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const names = Object.keys(rows[0]!);
  const cell = (value: string | number) => String(value).replaceAll("|", "\\|");
  const line = (cells: readonly (string | number)[]) => `| ${cells.map(cell).join(" | ")} |`;
  const isNumeric = (name: string) => rows.every((row) => /^(< )?-?[\d.]/.test(String(row[name])));
  const rule = `| ${names.map((name) => (isNumeric(name) ? "---:" : "---")).join(" | ")} |`;
  return [line(names), rule, ...rows.map((row) => line(names.map((name) => row[name]!)))].join("\n");
}

/** A number in so many significant digits, without an exponent where that can be. */
export const digits = (value: number, count = 3): number => Number(value.toPrecision(count));

/** A number with so many decimals. */
export const decimals = (value: number, count: number): string => value.toFixed(count);
