/** JSON that may stand inside a script element: nothing in it can end the element or a line of script. */
const dangerous = /[<>&\u2028\u2029]/g;

/**
 * A value as JSON with `<`, `>`, `&` and U+2028/9 escaped. NaN and infinities become `null`, as in all JSON.
 *
 * @example
 * inlineJson("</script>"); // '"\\u003c/script\\u003e"'
 */
export function inlineJson(value: unknown): string {
  return JSON.stringify(value).replace(
    dangerous,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
