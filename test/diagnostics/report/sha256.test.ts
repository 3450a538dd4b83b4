import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { cspHash, sha256 } from "../../../diagnostics/report/index.js";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

// FIPS 180-4 examples, NIST CSRC "SHA256.pdf"; the empty message of the CAVP short-message vectors.
test.each([
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  [
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  ],
])("the hash of %j is the published one", (text, expected) => {
  expect(hex(sha256(text))).toBe(expected);
});

test("hashes agree with Node's at every length around the block boundaries and beyond ASCII", () => {
  for (let length = 0; length <= 130; length++) {
    const text = "é€𝄞x".repeat(length).slice(0, length * 2);
    // A half of a surrogate pair is encoded as U+FFFD by both.
    expect(hex(sha256(text))).toBe(createHash("sha256").update(text, "utf8").digest("hex"));
  }
});

test("a policy source is the hash in base64", () => {
  expect(cspHash("abc")).toBe(`'sha256-${createHash("sha256").update("abc").digest("base64")}'`);
});
