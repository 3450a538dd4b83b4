/** Turns a guideline's items and what is known of an analysis into a table. */
import type { Cell, Section } from "../Section.js";
import type { Account, Told } from "./Account.js";

/** A point of a guideline, in our words. */
export interface ChecklistItem<Part extends string = keyof Account> {
  /** Number in the guideline. */
  readonly number: string;
  readonly title: string;
  /** Parts of the account that speak to it; none where only the author can. */
  readonly parts: readonly Part[];
  /** What the author must say or do; an item that has it is answered in part at most. */
  readonly author?: string;
}

/** A guideline. */
export interface Guideline<Part extends string = keyof Account> {
  /** Letters, digits and dashes. */
  readonly id: string;
  readonly title: string;
  /** Authors, year, journal and doi. */
  readonly source: string;
  readonly items: readonly ChecklistItem<Part>[];
}

const authorMustSay = "The author must say.";

/** A folded section with one row for each item: what the page shows of it, or that the author must say it. */
export function checklistSection<Part extends string>(
  { id, title, source, items }: Guideline<Part>,
  account: Readonly<Partial<Record<Part, Told>>>,
): Section {
  const answers = items.map(({ parts }) => parts.flatMap((part): readonly Told[] => toldOf(account[part])));
  const known = items.filter((_, i) => answers[i].length > 0);
  const inPart = known.filter(({ author }) => author !== undefined).length;
  return {
    id,
    title,
    fold: "closed",
    summary: `Of ${items.length} items ${known.length - inPart} are filled in from this analysis and ${inPart} in part; the author must say the rest.`,
    text: `After ${source}.`,
    table: {
      name: title,
      columns: [{ title: "item" }, { title: "what is known" }, { title: "shown in" }],
      rows: items.map((item, i): readonly Cell[] => [
        `${item.number} ${item.title}`,
        answers[i].length > 0 ? answerOf(answers[i], item) : (item.author ?? authorMustSay),
        linkOf(answers[i]),
      ]),
    },
  };
}

function toldOf(told: Told | undefined): readonly Told[] {
  return told === undefined ? [] : [told];
}

function answerOf(answer: readonly Told[], { author }: Pick<ChecklistItem, "author">): string {
  const told = answer.map(({ text }) => text).join(" ");
  return author === undefined ? told : `In part: ${told} ${author}`;
}

/** A link to the first section that shows something of it. */
function linkOf(answer: readonly Told[]): Cell {
  const shown = answer.find(({ section }) => section !== undefined);
  return shown?.section === undefined ? "" : { value: null, text: shown.title ?? "Here", link: shown.section };
}
