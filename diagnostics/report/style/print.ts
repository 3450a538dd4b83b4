/** The style of a report on paper: A4, in light, nothing cut in two. */
export const printStyle = `@page { size: A4; margin: 17mm 16mm 18mm; }
@media print {
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  html { font-size: 13px; }
  body { font-size: 10pt; line-height: 1.45; }
  .verdict a { display: none; }
  .frame { display: block; max-width: none; padding: 0; }
  nav, button, .tools, .skip, details.data, #questions, #chosen { display: none !important; }
  a { color: inherit; text-decoration: none; }
  main > section, main > details { margin-top: 1.6rem; padding-top: 1rem; }
  h1 { font-size: 20pt; }
  h2 { font-size: 14pt; }
  h2, h3, h4, summary, figcaption, caption, h2 + p, h3 + p, h4 + p { break-after: avoid; }
  .sideways::before { display: none; }
  .sideways > :is(.fit, .scroll) { border: 0; }
  figure, .check, .verdict, tr, .keep, .few, caption, h2 + p, h3 + p { break-inside: avoid; }
  p, li { orphans: 3; widows: 3; }
  figure > .scroll, .scroll { overflow: visible; }
  figure > .scroll > svg, figure > .fit > svg { max-width: 100%; height: auto; }
  table, details.data table { font-size: 8.5pt; }
  th, td { padding-top: .25rem; padding-bottom: .25rem; }
  table.words tbody th { min-width: 11rem; }
  thead { display: table-header-group; }
  details.fold > summary { list-style: none; margin-left: 0; }
  details.fold::details-content { content-visibility: visible; block-size: auto; display: block; }
}`;
