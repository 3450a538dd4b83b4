/** Values of options as a person types them. */
import { UserError } from "../../engine/core/UserError.js";

/** Makes a value of the text after an option; throws UserError naming the option. */
export type OptionParser<Value> = (text: string) => Value;

/** A whole number of at least `least`. */
export function wholeNumber(option: string, least: number): OptionParser<number> {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= least && Number.isSafeInteger(value)) return value;
    throw invalid(option, text, `a whole number${least > 0 ? ` of at least ${least}` : ""}`);
  };
}

/** A port that a program without privileges may listen on, or 0 for any that is free. */
export function portNumber(option: string): OptionParser<number> {
  return (text) => {
    const value = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
    if (value === 0 || (value >= 1024 && value <= 65535)) return value;
    throw invalid(option, text, "a port from 1024 to 65535, or 0 for any that is free");
  };
}

/** Any number. */
export function decimalNumber(option: string): OptionParser<number> {
  return (text) => {
    const value = text.trim() === "" ? NaN : Number(text);
    if (Number.isFinite(value)) return value;
    throw invalid(option, text, "a number");
  };
}

/** Decimal digits, as many as are typed. */
export function digits(option: string): OptionParser<string> {
  return (text) => {
    if (/^\d+$/.test(text)) return text;
    throw invalid(option, text, "a whole number in decimal digits");
  };
}

/** One of some words. */
export function oneOf<Word extends string>(option: string, ...words: readonly Word[]): OptionParser<Word> {
  return (text) => {
    if ((words as readonly string[]).includes(text)) return text as Word;
    throw invalid(option, text, words.join(" or "));
  };
}

const units = new Map([
  ["", 1],
  ["k", 2 ** 10],
  ["m", 2 ** 20],
  ["g", 2 ** 30],
  ["t", 2 ** 40],
]);

/** Bytes, such as `4GB`, `500M` or `1e9`. */
export function byteCount(option: string): OptionParser<number> {
  return (text) => {
    const match = /^(\d+(?:\.\d+)?(?:e\d+)?)\s*([kmgt]?)i?b?$/i.exec(text.trim());
    if (match) return Math.floor(Number(match[1]) * units.get(match[2]!.toLowerCase())!);
    throw invalid(option, text, "a size such as 500MB or 4GB");
  };
}

function invalid(option: string, text: string, sentence: string): UserError {
  return new UserError(`invalid ${option}: "${text}"; it must be ${sentence}`);
}
