/** The style of a report: calm on a screen, complete on A4 paper. */
export const reportStyle = `
:root { --ink: #1f2328; --muted: #59636e; --line: #dde1e6; --faint: #f5f6f8; --link: #0b5394; color-scheme: light; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; overflow-wrap: break-word; color: var(--ink); background: #fff; font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid #0b62a4; outline-offset: 3px; border-radius: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .5rem 1rem; z-index: 2; }
.frame { max-width: 1180px; margin: 0 auto; padding: 3rem 1.75rem 6rem; display: grid; grid-template-columns: 196px minmax(0, 832px); column-gap: 4rem; justify-content: center; }
nav { position: sticky; top: 3rem; align-self: start; font-size: .875rem; line-height: 1.45; max-height: calc(100vh - 6rem); overflow-y: auto; }
nav p { margin: 0 0 .6rem; color: var(--muted); font-size: .75rem; letter-spacing: .06em; text-transform: uppercase; }
nav ul { list-style: none; margin: 0; padding: 0; border-left: 1px solid var(--line); }
nav li { margin: 0; }
nav a { display: block; padding: .28rem 0 .28rem .9rem; color: var(--muted); text-decoration: none; overflow-wrap: anywhere; }
nav a:hover { color: var(--ink); text-decoration: underline; }
h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -.015em; font-weight: 650; margin: 0; overflow-wrap: anywhere; text-wrap: balance; }
h2 { font-size: 1.375rem; line-height: 1.3; letter-spacing: -.01em; font-weight: 650; margin: 0 0 1rem; overflow-wrap: anywhere; }
h3 { font-size: 1.0625rem; font-weight: 650; margin: 2.25rem 0 .5rem; overflow-wrap: anywhere; }
p, ul, ol, dl { margin: 0 0 1rem; }
p, li, dd { max-width: 68ch; }
.kicker { color: var(--muted); font-size: .875rem; margin: 0 0 .5rem; }
.lead { color: var(--muted); margin: .6rem 0 0; }
.note { color: var(--muted); font-size: .875rem; }
header { margin-bottom: 2rem; }
main > section, main > details { margin-top: 3.5rem; padding-top: 2rem; border-top: 1px solid var(--line); }
.verdict { margin-top: 0 !important; border: 1px solid var(--edge); border-left-width: 6px; border-radius: 4px; background: var(--wash); padding: 1.25rem 1.5rem 1rem 1.5rem !important; display: grid; grid-template-columns: 32px minmax(0, 1fr); column-gap: 1rem; }
.verdict svg { width: 32px; height: 32px; }
.verdict h2 { margin: .1rem 0 .25rem; font-size: 1.25rem; }
.verdict ul { padding-left: 1.1rem; margin: .5rem 0 .5rem; }
.verdict li { margin: .2rem 0; }
.verdict .note { margin: .25rem 0; }
.good { --edge: #1a7a4c; --wash: #f1f9f4; }
.caution { --edge: #a15c00; --wash: #fdf7ec; }
.bad { --edge: #b3001b; --wash: #fdf2f2; }
.unknown { --edge: #59636e; --wash: #f5f6f8; }
section.found { margin-top: 2rem; border-top: 0; padding-top: 0; }
.tag { display: inline-block; border: 1px solid var(--edge); background: var(--wash); color: var(--ink); border-radius: 3px; padding: .05rem .5rem; font-size: .8125rem; font-weight: 600; white-space: nowrap; }
.tag::before { content: attr(data-mark); color: var(--edge); margin-right: .4rem; font-weight: 700; }
details > summary { cursor: pointer; list-style-position: outside; }
details.fold > summary > :is(h2, h3, h4, h5, h6) { display: inline; }
details.fold > summary { margin: 0 0 1rem 1.1rem; }
details.fold:not([open]) > summary { margin-bottom: 0; }
details.fold > summary .note { display: block; margin-top: .2rem; }
figure { margin: 1.5rem 0 2rem; min-width: 0; }
figcaption { font-weight: 650; font-size: .9375rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
figure > .scroll > svg { display: block; max-width: none; }
figure > .fit > svg { display: block; max-width: 100%; height: auto; }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 2rem; }
.pair figure { margin: .5rem 0 1rem; }
.scroll { overflow-x: auto; }
details.data { margin-top: .5rem; font-size: .8125rem; }
details.data > summary { color: var(--muted); width: max-content; }
details.data[open] > summary { margin-bottom: .5rem; }
table { border-collapse: collapse; font-size: .875rem; line-height: 1.4; font-variant-numeric: tabular-nums; margin: 0; }
details.data table { font-size: .8125rem; }
caption { text-align: left; color: var(--muted); padding: 0 0 .5rem; }
th, td { padding: .4rem .9rem .4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); unicode-bidi: isolate; }
th:last-child, td:last-child { padding-right: .25rem; }
th.n, td.n { text-align: right; white-space: nowrap; padding-left: .6rem; }
thead th { color: var(--muted); font-weight: 600; vertical-align: bottom; border-bottom: 1px solid #9aa4ae; white-space: nowrap; }
tbody th { font-weight: 500; overflow-wrap: anywhere; min-width: 8rem; }
tr.flag td, tr.flag th { background: #fdf7ec; }
.tools { margin: .6rem 0 1.25rem; }
details.data .tools { margin-bottom: 0; }
.found table { min-width: min(34rem, 100%); }
button { font: inherit; font-size: .8125rem; color: var(--ink); background: #fff; border: 1px solid #8a949e; border-radius: 4px; padding: .2rem .7rem; cursor: pointer; }
button:hover { background: var(--faint); }
pre, code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .8125rem; }
pre { background: var(--faint); border-radius: 4px; padding: 1rem 1.25rem; margin: 0 0 1.25rem; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.65; }
dl.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .35rem 1.5rem; }
dl.facts dt { color: var(--muted); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.part { margin-top: 2.25rem; }
.part > h3, .part > h4 { margin-top: 0; }
h4, h5, h6 { font-size: .9375rem; font-weight: 650; margin: 1.5rem 0 .5rem; overflow-wrap: anywhere; }
.under { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: start; gap: .25rem 1rem; }
.under > details { min-width: 0; }
.under > details[open] { flex-basis: 100%; }
.check { margin: 0; padding: 1.25rem 0 .5rem; border-top: 1px solid var(--line); }
.check > h3, .check > h4 { margin: 0 0 .35rem; display: flex; gap: .75rem; align-items: baseline; flex-wrap: wrap; }
.check dl { grid-template-columns: 9.5rem minmax(0, 1fr); font-size: .9375rem; margin-top: .6rem; }
footer { margin-top: 4rem; color: var(--muted); font-size: .8125rem; }
@media (max-width: 1000px) {
  .frame { grid-template-columns: minmax(0, 832px); padding-top: 1.5rem; }
  nav { position: static; max-height: none; order: 2; margin-top: 2.5rem; }
  .frame > nav { order: 0; margin: 0 0 2rem; }
  nav ul { display: flex; flex-wrap: wrap; border: 0; gap: 0 1.25rem; }
  nav a { padding: .2rem 0; text-decoration: underline; }
}
@media (max-width: 640px) {
  .pair { grid-template-columns: minmax(0, 1fr); }
  .frame { padding-left: 1.1rem; padding-right: 1.1rem; }
  h1 { font-size: 1.6rem; }
  figure > .fit { overflow-x: auto; }
  figure > .fit > svg { min-width: 35rem; }
  .pair figure > .fit > svg { min-width: 0; }
  .verdict { grid-template-columns: minmax(0, 1fr); }
  .verdict svg { margin-bottom: .5rem; }
  dl.facts, .check dl { grid-template-columns: minmax(0, 1fr); }
  dl.facts dd { margin-bottom: .5rem; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@page { size: A4; margin: 17mm 16mm 18mm; }
@media print {
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  html { font-size: 13px; }
  body { font-size: 10pt; line-height: 1.45; }
  .verdict a { display: none; }
  .frame { display: block; max-width: none; padding: 0; }
  nav, button, .tools, .skip, details.data { display: none; }
  a { color: inherit; text-decoration: none; }
  main > section, main > details { margin-top: 1.6rem; padding-top: 1rem; }
  h1 { font-size: 20pt; }
  h2 { font-size: 14pt; }
  h2, h3, figcaption, caption { break-after: avoid; }
  figure, .check, .verdict, tr, .keep { break-inside: avoid; }
  p, li { orphans: 3; widows: 3; }
  figure > .scroll, .scroll { overflow: visible; }
  figure > .scroll > svg, figure > .fit > svg { max-width: 100%; height: auto; }
  table, details.data table { font-size: 8.5pt; }
  th, td { padding-top: .25rem; padding-bottom: .25rem; }
  thead { display: table-header-group; }
  details.fold > summary { list-style: none; margin-left: 0; }
  details.fold::details-content { content-visibility: visible; block-size: auto; display: block; }
}
`;
