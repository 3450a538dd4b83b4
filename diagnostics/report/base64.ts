/** Bytes as text, for blocks of numbers inside a page. */

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * Base64 (RFC 4648) with padding, as browsers decode it with `atob`.
 *
 * @example
 * base64(Uint8Array.of(104, 105)); // "aGk="
 */
export function base64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const three = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const known = bytes.length - i;
    pieces.push(
      letters[three >> 18] + letters[(three >> 12) & 63],
      known > 1 ? letters[(three >> 6) & 63] : "=",
      known > 2 ? letters[three & 63] : "=",
    );
  }
  return pieces.join("");
}
