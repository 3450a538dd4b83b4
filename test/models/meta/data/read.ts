/** Reads networks of inline tables. */
import { parseCsv } from "../../../../engine/data/csv.js";
import { readNetwork } from "../../../../models/meta/data/readNetwork.js";
import type { Network } from "../../../../models/meta/data/Network.js";
import type { NetworkReading } from "../../../../models/meta/NetworkDeclaration.js";

/** A reading with nothing named. */
export const plain: NetworkReading = { columns: {}, measure: "md", covariates: [] };

/** The network of lines of CSV, blanks around them left out. */
export function read(csv: string, reading: Partial<NetworkReading> = {}, parts: "refuse" | "keep" = "refuse"): Network {
  return readNetwork(tableOfLines(csv), { ...plain, ...reading }, parts);
}

export function tableOfLines(csv: string) {
  const lines = csv.split("\n").map((line) => line.trim());
  return parseCsv(`${lines.filter((line) => line !== "").join("\n")}\n`);
}

/** The message that a reading stops with. */
export function messageOf(csv: string, reading: Partial<NetworkReading> = {}): string {
  try {
    read(csv, reading);
  } catch (error) {
    if ((error as Error).name === "UserError") return (error as Error).message;
    throw error;
  }
  throw new Error("the network was read");
}
