import { html } from "hono/html";
import { htmlLanguage, type Language, LANGUAGES, OWN_NAMES } from "../../domain/language.ts";
import type { Messages } from "../../messages/messages.ts";

export type Markup = ReturnType<typeof html>;

export interface LayoutOptions {
  /** Path to which the browser goes on at once. */
  readonly refresh?: string;
  /** The page has no address of its own to which one could come back, in another language either. */
  readonly passing?: boolean;
}

/** The frame of a page that the server renders. The template escapes all values. */
export function layout(
  { t, language }: Messages,
  title: string,
  main: Markup | Markup[],
  { refresh, passing = false }: LayoutOptions = {},
): Markup {
  return html`<!doctype html>
    <html lang="${htmlLanguage(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        ${refresh === undefined ? "" : html`<meta http-equiv="refresh" content="0; url=${refresh}" />`}
        <title>${title} · Polynya</title>
        <link rel="stylesheet" href="/docs/style.css" />
      </head>
      <body>
        <header>
          <nav aria-label="Polynya">
            <a href="/">${t("page.home")}</a> <a href="/docs">${t("page.api")}</a>
          </nav>
          ${passing ? "" : languageLinks(t("page.languages"), language)}
        </header>
        <main>${main}</main>
      </body>
    </html> `;
}

const languageLinks = (label: string, language: Language): Markup =>
  html`<nav aria-label="${label}">
    ${LANGUAGES.map((other) =>
      other === language
        ? html`<span aria-current="true">${OWN_NAMES[other]}</span> `
        : html`<a href="?language=${other}" hreflang="${htmlLanguage(other)}" lang="${htmlLanguage(other)}"
            >${OWN_NAMES[other]}</a
          > `,
    )}
  </nav>`;

export const STYLE = `:root { color-scheme: light dark; --line: light-dark(#c9d3dc, #3b4853); --soft: light-dark(#eef3f7, #1b232b);
  --ink: light-dark(#14202b, #e6edf3); --paper: light-dark(#fff, #11171d); --blue: light-dark(#0b5a8a, #7cc4f2); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.55 system-ui, "Noto Sans", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
a { color: var(--blue); }
header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 2rem; border-block-end: 1px solid var(--line); padding-block-end: .5rem; }
header a, header span { margin-inline-end: .75rem; }
h1 { font-size: 1.8rem; line-height: 1.2; } h2 { margin-block-start: 2.5rem; } h3 { font-size: 1rem; margin-block-end: .25rem; }
code, pre { font: .92em/1.45 ui-monospace, "Noto Sans Mono", monospace; overflow-wrap: anywhere; }
article { border: 1px solid var(--line); border-radius: .4rem; margin-block: 1rem; padding: .25rem 1rem .75rem; }
.method { display: inline-block; min-inline-size: 4.2rem; font-weight: 700; color: var(--blue); }
.permission { color: inherit; background: var(--soft); border-radius: .3rem; padding: .05rem .45rem; font-size: .875rem; }
table { border-collapse: collapse; inline-size: 100%; } th, td { border-block-end: 1px solid var(--line); padding: .3rem .5rem; text-align: start; vertical-align: top; }
ul.shape { list-style: none; margin: 0; padding-inline-start: 1rem; border-inline-start: 2px solid var(--line); }
label { display: block; font-weight: 600; } input, button { font: inherit; padding: .45rem .7rem; border: 1px solid var(--line); border-radius: .3rem; color: inherit; background: var(--paper); }
fieldset { border: 1px solid var(--line); border-radius: .3rem; margin: .25rem 0 1rem; inline-size: min(100%, 34rem); } legend { font-weight: 600; }
label.choice { display: inline-flex; gap: .4rem; align-items: center; min-block-size: 2rem; margin-inline-end: 1.5rem; font-weight: 400; }
input { inline-size: min(100%, 34rem); margin-block: .25rem .75rem; } input[type=checkbox] { inline-size: auto; margin: 0; }
ul.providers { list-style: none; margin: 1rem 0; padding: 0; display: flex; flex-wrap: wrap; gap: .75rem; }
a.button { display: inline-block; padding: .45rem .9rem; border: 1px solid var(--blue); border-radius: .3rem; font-weight: 600; text-decoration: none; overflow-wrap: anywhere; }
button { background: var(--blue); color: var(--paper); border-color: transparent; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
[role=alert] { border: 2px solid #b3261e; border-radius: .4rem; padding: .5rem 1rem; }
.wide { overflow-x: auto; }
`;
