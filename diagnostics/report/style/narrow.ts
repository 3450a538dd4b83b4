/** The style of a report on small windows and phones. */
export const narrowStyle = `@media (max-width: 1000px) {
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
  figure > .fit > svg { min-width: 44rem; }
  .pair figure > .fit > svg { min-width: 0; }
  .verdict { grid-template-columns: minmax(0, 1fr); }
  .verdict svg { margin-bottom: .5rem; }
  dl.facts, .check dl { grid-template-columns: minmax(0, 1fr); }
  dl.facts dd { margin-bottom: .5rem; }
  th, td { padding-right: .3rem; }
  th.n, td.n { padding-left: .25rem; }
  .found table { font-size: .75rem; }
  .found table tbody th { max-width: 7.5rem; }
  .found table :is(th, td).n { padding: .4rem .1rem .4rem .3rem; }
  .found table th.n { white-space: normal; }
  tbody th { min-width: 5rem; max-width: 9.5rem; }
  table.words tbody th { min-width: 9rem; }
  caption { max-width: calc(100vw - 2.2rem); }
  pre { white-space: pre-line; }
  .ask th { min-width: 0; padding-right: .5rem; }
  .ask td, .ask th.n { min-width: 0; }
  .ask .field { flex: 1 1 8rem; }
  input, select { width: 100%; }
}`;
