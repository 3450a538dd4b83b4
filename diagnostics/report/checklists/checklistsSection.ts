/** All checklists for reporting in one folded section. */
import type { Section } from "../Section.js";
import type { Account } from "./Account.js";
import { bargSection } from "./bargSection.js";
import { robustSection } from "./robustSection.js";
import { wambsSection } from "./wambsSection.js";

/** BARG, ROBUST and WAMBS, each filled in as far as the account goes. */
export function checklistsSection(account: Account): Section {
  return {
    id: "checklists",
    title: "Checklists for reporting",
    fold: "closed",
    summary: "What guidelines ask for, what this page tells of it, and what the author must say.",
    sections: [bargSection(account), robustSection(account), wambsSection(account)],
  };
}
