/** The style of a report on a screen: calm, and of one column that is easy to read. */
export const screenStyle = `:root {
  --ink: #1f2328; --muted: #59636e; --line: #dde1e6; --strong-line: #9aa4ae; --faint: #f5f6f8; --paper: #fff;
  --link: #0b5394; --focus: #0b62a4; --control: #767f89; --flag: #fdf7ec; --chosen: #8a3f8f; --band: #e9edf2;
  color-scheme: light;
}
.good { --edge: #1a7a4c; --wash: #f1f9f4; }
.caution { --edge: #a15c00; --wash: #fdf7ec; }
.bad { --edge: #b3001b; --wash: #fdf2f2; }
.unknown { --edge: #59636e; --wash: #f5f6f8; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; overflow-wrap: break-word; color: var(--ink); background: var(--paper); font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 3px; border-radius: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; z-index: 2; }
.frame { max-width: 1180px; margin: 0 auto; padding: 3rem 1.75rem 6rem; display: grid; grid-template-columns: 196px minmax(0, 832px); column-gap: 4rem; justify-content: center; }
nav { position: sticky; top: 3rem; align-self: start; font-size: .875rem; line-height: 1.45; max-height: calc(100vh - 6rem); overflow-y: auto; }
nav summary { margin: 0 0 .6rem; color: var(--muted); font-size: .75rem; letter-spacing: .06em; text-transform: uppercase; list-style-position: inside; }
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
.verdict li a { white-space: nowrap; }
.verdict .note { margin: .25rem 0; }
section.found { margin-top: 2rem; border-top: 0; padding-top: 0; }
.tag { display: inline-block; border: 1px solid var(--edge); background: var(--wash); color: var(--ink); border-radius: 3px; padding: .05rem .5rem; font-size: .8125rem; font-weight: 600; white-space: nowrap; }
.tag::before { content: attr(data-mark); color: var(--edge); margin-right: .4rem; font-weight: 700; }
:is(h2, h3, h4, h5, h6) > .tag { margin-left: .75rem; vertical-align: .15em; }
.check > :is(h3, h4, h5, h6) > .tag { margin-left: 0; vertical-align: baseline; }
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
.sideways::before { content: "Scroll sideways \\2192"; display: block; color: var(--muted); font-size: .75rem; text-align: right; }
.sideways > :is(.fit, .scroll) { border-right: 1px dashed var(--control); }
details.data { margin-top: .5rem; font-size: .8125rem; }
details.data > summary { color: var(--muted); width: max-content; }
details.data[open] > summary { margin-bottom: .5rem; }
table { border-collapse: collapse; font-size: .875rem; line-height: 1.4; font-variant-numeric: tabular-nums; margin: 0; }
details.data table { font-size: .8125rem; }
caption { text-align: left; color: var(--muted); padding: 0 0 .5rem; }
th, td { padding: .4rem .9rem .4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); unicode-bidi: isolate; }
th:last-child, td:last-child { padding-right: .25rem; }
th.n, td.n { text-align: right; white-space: nowrap; padding-left: .6rem; }
thead th { color: var(--muted); font-weight: 600; vertical-align: bottom; border-bottom: 1px solid var(--strong-line); white-space: nowrap; }
tbody th { font-weight: 500; overflow-wrap: break-word; min-width: 8rem; max-width: 24rem; }
table.words tbody th { min-width: 15rem; }
table.words td { overflow-wrap: anywhere; min-width: 7rem; }
tr.flag td, tr.flag th { background: var(--flag); }
.tools { margin: .6rem 0 1.25rem; }
details.data .tools { margin-bottom: 0; }
.found table { min-width: min(34rem, 100%); }
button { font: inherit; font-size: .8125rem; color: var(--ink); background: var(--paper); border: 1px solid var(--control); border-radius: 4px; padding: .2rem .7rem; cursor: pointer; }
button:hover { background: var(--faint); }
pre, code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .8125rem; }
pre { background: var(--faint); border-radius: 4px; padding: 1rem 1.25rem; margin: 0 0 1.25rem; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.65; }
dl.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .35rem 1.5rem; }
dl.facts dt { color: var(--muted); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.part { margin-top: 2.25rem; }
.part > h3, .part > h4 { margin-top: 0; }
h4, h5, h6 { font-size: .9375rem; font-weight: 650; margin: 1.5rem 0 .5rem; overflow-wrap: anywhere; }
.under { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .25rem 1rem; }
.under > details { min-width: 0; }
.under > details[open] { flex-basis: 100%; }
.under > button { border-color: transparent; color: var(--muted); text-decoration: underline; text-underline-offset: .15em; padding: 0 .25rem; }
.check { margin: 0; padding: 1.25rem 0 .5rem; border-top: 1px solid var(--line); }
.check > h3, .check > h4 { margin: 0 0 .35rem; display: flex; gap: .75rem; align-items: baseline; flex-wrap: wrap; }
.check dl { grid-template-columns: 9.5rem minmax(0, 1fr); font-size: .9375rem; margin-top: .6rem; }
footer { margin-top: 4rem; color: var(--muted); font-size: .8125rem; }
[hidden] { display: none !important; }
.ask { margin: 0 0 1.25rem; }
.ask .fields { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; margin: 0 0 1rem; }
.ask .field { display: flex; flex-direction: column; gap: .25rem; min-width: 0; max-width: 100%; }
.ask label { font-size: .8125rem; color: var(--muted); }
input, select { font: inherit; font-size: .875rem; color: var(--ink); background: var(--paper); border: 1px solid var(--control); border-radius: 4px; padding: .25rem .5rem; width: 9rem; max-width: 100%; }
select { width: 15rem; text-overflow: ellipsis; }
input[type=range] { padding: 0; border: 0; accent-color: var(--link); }
.ask svg { display: block; max-width: 100%; height: auto; margin: 0 0 1rem; }
.ask svg .band { fill: var(--band); }
.ask svg .axis { stroke: var(--control); }
.ask svg .in { fill: var(--chosen); }
.ask svg .out { fill: var(--paper); stroke: var(--link); stroke-width: 1.5; }
.ask svg text { fill: var(--muted); font-size: 11px; }
.ask th { font-weight: 500; }
.ask td, .ask th.n { min-width: 5rem; white-space: normal; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.ask .tools { display: flex; flex-wrap: wrap; gap: .5rem; }
#chosen { position: fixed; left: 0; right: 0; bottom: 0; z-index: 3; }
#chosen.shown { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; justify-content: center; padding: .55rem 1rem; background: var(--faint); border-top: 2px solid var(--chosen); font-size: .875rem; max-height: 30vh; overflow: auto; }
#chosen output { overflow-wrap: anywhere; min-width: 0; }
svg.linked { cursor: crosshair; user-select: none; -webkit-user-select: none; }
.brush { fill: var(--chosen); fill-opacity: .15; stroke: var(--chosen); }
.chosen { pointer-events: none; }
.chosen .dots { fill: none; stroke: var(--chosen); stroke-width: 3.5; stroke-linecap: round; }
.chosen .dots.large { stroke-width: 7; }
.chosen .strokes { fill: none; stroke: var(--chosen); stroke-width: 2; }
.dimmed [data-draw] { stroke-opacity: .15; }
.dimmed [data-draw].lit { stroke: var(--chosen); stroke-opacity: 1; stroke-width: 1.6; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }`;
