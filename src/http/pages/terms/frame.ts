import { html } from "hono/html";
import { htmlLanguage, LANGUAGES, OWN_NAMES } from "../../../domain/language.ts";
import type { Messages } from "../../../messages/messages.ts";
import type { PublicAbout } from "../../../storage/rows/public-glossary.ts";
import type { Markup } from "../layout.ts";

/** What every page of the public glossary shows and links. */
export interface TermsFrame {
  readonly messages: Messages;
  readonly about: PublicAbout;
  /** Scheme and host, without a slash at the end. */
  readonly origin: string;
  /** Path of the page. */
  readonly path: string;
  /** Parameters of the page without the language. */
  readonly query: Readonly<Record<string, string>>;
  /** Whether search engines may list the page. */
  readonly listed: boolean;
}

/** A link to another form of the same page. */
export interface Alternate {
  readonly type: string;
  readonly href: string;
}

export const glossaryTitle = ({ messages, about }: Pick<TermsFrame, "messages" | "about">): string =>
  about.title ?? messages.t("terms:title");

/** An address of the public glossary. Absent and empty parameters are left out. */
export function termsAddress(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "",
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/** The frame of a page of the public glossary. It works without scripts. The template escapes all values. */
export function termsLayout(
  frame: TermsFrame,
  title: string,
  main: Markup,
  alternates: readonly Alternate[] = [],
): Markup {
  const { messages, about, origin, path, query, listed } = frame;
  const { t, language } = messages;
  const own = (other?: string) => termsAddress(path, { ...query, language: other });
  return html`<!doctype html>
    <html lang="${htmlLanguage(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title === "" ? glossaryTitle(frame) : `${title} · ${glossaryTitle(frame)}`}</title>
        <link rel="stylesheet" href="/terms.css" />
        ${
          listed
            ? html`<link rel="canonical" href="${origin}${own(language)}" /> ${LANGUAGES.map(
                  (other) =>
                    html`<link
                      rel="alternate"
                      hreflang="${htmlLanguage(other)}"
                      href="${origin}${own(other)}"
                    /> `,
                )}<link rel="alternate" hreflang="x-default" href="${origin}${own()}" />`
            : html`<meta name="robots" content="noindex" />`
        }
        ${alternates.map(({ type, href }) => html`<link rel="alternate" type="${type}" href="${href}" /> `)}
        ${about.licence === undefined ? "" : html`<link rel="license" href="${about.licence}" />`}
      </head>
      <body>
        <a class="skip" href="#text">${t("terms:skip")}</a>
        <header>
          <p class="glossary">
            <a href="${termsAddress("/terms", { language })}">${glossaryTitle(frame)}</a>
          </p>
          <nav aria-label="${t("terms:pageLanguage")}">
            ${LANGUAGES.map((other) =>
              other === language
                ? html`<span aria-current="true" lang="${htmlLanguage(other)}">${OWN_NAMES[other]}</span> `
                : html`<a href="${own(other)}" hreflang="${htmlLanguage(other)}" lang="${htmlLanguage(other)}"
                    >${OWN_NAMES[other]}</a
                  > `,
            )}
          </nav>
          ${searchForm(messages, query["q"] ?? "")}
        </header>
        <main id="text">${main}</main>
        ${footer(frame)}
      </body>
    </html> `;
}

const searchForm = ({ t, language }: Messages, text: string): Markup =>
  html`<form role="search" action="/terms" method="get">
    <input type="hidden" name="language" value="${language}" />
    <input
      type="search"
      name="q"
      value="${text}"
      maxlength="200"
      required
      aria-label="${t("terms:search.label")}"
      placeholder="${t("terms:search.label")}"
    />
    <button>${t("terms:search.submit")}</button>
  </form>`;

function footer({ messages: { t }, about: { publisher, licence } }: TermsFrame): Markup | "" {
  if (publisher === undefined && licence === undefined) return "";
  return html`<footer>
    ${publisher === undefined ? "" : html`<p>${t("terms:publisher")}${t("terms:colon")}${publisher}</p>`}
    ${
      licence === undefined
        ? ""
        : html`<p>
            ${t("terms:licence")}${t("terms:colon")}<a rel="license" href="${licence}">${licence}</a>
          </p>`
    }
  </footer>`;
}

/** The style of the public glossary: three scripts, phone, print, light and dark. */
export const TERMS_STYLE = `:root { color-scheme: light dark; --ink: light-dark(#16202a, #e7edf3); --paper: light-dark(#fff, #11171d);
  --soft: light-dark(#f1f5f8, #1a222a); --line: light-dark(#c6d0d9, #3d4a55); --blue: light-dark(#0b5a8a, #85c8f5);
  --dim: light-dark(#4d5b67, #aab7c2); --warn: light-dark(#a12318, #ff9d91); --mark: light-dark(#fdeaa3, #5c4a08); }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-inline-size: 52rem; padding: 1rem 1.25rem 3rem; color: var(--ink); background: var(--paper);
  font: 1.0625rem/1.6 system-ui, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
:lang(zh) { font-family: system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; line-break: strict; }
a { color: var(--blue); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; border-radius: .15rem; }
.skip { position: absolute; inset-inline-start: -100vw; } .skip:focus { position: static; }
body > header { display: grid; grid-template-columns: 1fr auto; gap: .5rem 1.5rem; align-items: baseline; border-block-end: 1px solid var(--line); padding-block-end: .75rem; margin-block-end: 1.5rem; }
.glossary { margin: 0; font-weight: 650; } .glossary a { color: inherit; text-decoration: none; }
header nav > * { display: inline-block; padding: .2rem .1rem; margin-inline-start: .6rem; } [aria-current] { font-weight: 650; }
form { grid-column: 1 / -1; display: flex; gap: .5rem; }
input, button { font: inherit; min-block-size: 2.75rem; padding: .3rem .8rem; border-radius: .4rem; border: 1px solid var(--dim); color: inherit; background: var(--paper); }
input[type=search] { flex: 1; min-inline-size: 0; } button { background: var(--blue); border-color: transparent; color: var(--paper); font-weight: 600; cursor: pointer; }
h1 { font-size: 1.9rem; line-height: 1.25; margin: 0 0 .25rem; text-wrap: balance; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
.lead, .dim { color: var(--dim); } .lead { margin-block: 0 1rem; }
.language { border-block-start: 1px solid var(--line); padding-block: .75rem; display: grid; grid-template-columns: 8rem 1fr; gap: .25rem 1rem; }
.language h2 { margin: .15rem 0 0; font-size: .95rem; font-weight: 600; color: var(--dim); } .language > div > :first-child { margin-block-start: 0; }
.names { list-style: none; margin: 0; padding: 0; } .names li { margin-block-end: .3rem; } .names .term { font-size: 1.2rem; font-weight: 600; }
.facts { color: var(--dim); font-size: .92rem; } .avoid .term { font-weight: 400; text-decoration: line-through; text-decoration-color: var(--warn); } .avoid .facts:first-of-type { color: var(--warn); }
.note { display: block; font-size: .95rem; } .references { align-items: baseline; display: grid; grid-template-columns: 8rem 1fr; gap: .35rem 1rem; margin: 0; } .references dt { color: var(--dim); } .references dd { margin: 0; }
.definition { margin: .4rem 0 0; } blockquote { margin: 0 0 1.25rem; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); }
blockquote p { margin: 0 0 .35rem; } mark { background: var(--mark); color: inherit; padding-inline: .1em; border-radius: .15em; } cite { font-style: normal; color: var(--dim); font-size: .92rem; }
.cite { background: var(--soft); border-radius: .4rem; padding: .6rem .9rem; margin-block: .25rem .5rem; }
.links { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; list-style: none; margin: 0; padding: 0; } .links a { display: inline-block; padding-block: .2rem; }
.letters { display: flex; flex-wrap: wrap; gap: .15rem; list-style: none; margin: 0 0 .75rem; padding: 0; }
.letters a, .letters span { display: inline-grid; place-items: center; min-inline-size: 2.1rem; min-block-size: 2.1rem; padding-inline: .35rem; text-decoration: none; border-radius: .3rem; }
.letters a:hover { background: var(--soft); } .letters [aria-current] { background: var(--blue); color: var(--paper); }
h3 { font-size: .95rem; font-weight: 600; color: var(--dim); margin: .75rem 0 .2rem; }
.entries { list-style: none; margin: 0; padding: 0; } .entries li { padding-block: .45rem; border-block-end: 1px solid var(--line); } .entries .others { color: var(--dim); }
footer { margin-block-start: 3rem; border-block-start: 1px solid var(--line); color: var(--dim); font-size: .92rem; } footer p { margin-block: .35rem; }
@media (max-width: 34rem) { body { padding-inline: 1rem; } h1 { font-size: 1.6rem; } .language { grid-template-columns: 1fr; } }
@media print { :root { color-scheme: light; } body { max-inline-size: none; padding: 0; font-size: 11pt; } header nav, form, .skip, .data, .letters, .pages { display: none !important; }
  a { color: inherit; text-decoration: none; } h1, h2, h3 { break-after: avoid; } blockquote, .language, .entries li { break-inside: avoid; } mark { background: none; text-decoration: underline; } .cite { background: none; border: 1px solid #999; }
  .references a[href^="http"]::after { content: " <" attr(href) ">"; } }
`;
