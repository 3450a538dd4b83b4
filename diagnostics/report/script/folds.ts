/** The part of a report's script that opens what is folded, for links that lead into it and for printing. */
export const foldsSource = `function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", reveal);
if (location.hash) reveal();
// On a phone the verdict comes before a long list.
const contents = document.querySelector("details.contents");
if (contents && matchMedia("(max-width: 640px)").matches) contents.open = false;
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details.fold:not([open])")];
  for (const details of closed) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of closed) details.open = false;
});`;
