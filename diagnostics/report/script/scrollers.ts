/** The part of a report's script that lets the keyboard reach what scrolls sideways, and passes over what does not need to. */
export const scrollersSource = `const overflowing = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const overflows = target.scrollWidth > target.clientWidth + 1;
    if (overflows) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
    target.parentElement.classList.toggle("sideways", overflows);
    if (!target.classList.contains("fit")) continue;
    // A drawing is no region of its own unless it must be scrolled.
    if (overflows) target.setAttribute("role", "group");
    else target.removeAttribute("role");
    const name = target.closest("figure").querySelector("figcaption").textContent;
    if (overflows) target.setAttribute("aria-label", "Drawing: " + name);
    else target.removeAttribute("aria-label");
  }
});
for (const part of document.querySelectorAll(".scroll, .fit")) overflowing.observe(part);`;
