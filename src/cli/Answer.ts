/** What a question comes to: text for a terminal, and the same as JSON. */
export interface Answer {
  readonly text: string;
  readonly json: unknown;
}
