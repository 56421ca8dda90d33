import { html } from "hono/html";
import { htmlLanguage, type Language, LANGUAGES } from "../../../domain/language.ts";
import { OTHER } from "../../../services/public-glossary/alphabet.ts";
import { nameFor, nameOf } from "../../../services/public-glossary/concept-name.ts";
import type { PublicConcept } from "../../../services/public-glossary/public-concept.ts";
import type { IndexLine, PublicIndex } from "../../../services/public-glossary/public-index.ts";
import type { Messages } from "../../../messages/messages.ts";
import type { Markup } from "../layout.ts";
import { type Alternate, glossaryTitle, type TermsFrame, termsAddress, termsLayout } from "./frame.ts";

/** What a reader wants to see of the glossary. */
export interface GlossaryView {
  readonly search?: string;
  readonly letter?: { readonly alphabet: Language; readonly letter: string };
  /** Empty: concepts without a subject. */
  readonly subject?: string;
  /** From 1. */
  readonly page: number;
}

/** Entries of a page. */
const PAGE = 200;

/** The pages that lead to concepts: search, alphabets and subjects. */
export function glossaryPage(
  frame: TermsFrame,
  index: PublicIndex,
  view: GlossaryView,
  data: readonly (Alternate & { readonly name: string })[],
): Markup {
  const { t, language } = frame.messages;
  const { title, lines } = chosen(frame.messages, index, view);
  const pages = Math.max(1, Math.ceil(lines.length / PAGE));
  const page = Math.min(view.page, pages);
  const shown = lines.slice((page - 1) * PAGE, page * PAGE);
  const main = html`<h1>${title === "" ? glossaryTitle(frame) : title}</h1>
    ${
      title === ""
        ? html`<p class="lead">${t("terms:lead")} ${t("terms:count", { count: index.concepts.length })}</p>`
        : ""
    }
    ${
      shown.length === 0
        ? ""
        : html`<ul class="entries">
            ${shown.map((line) => entry(language, line))}
          </ul>`
    }
    ${view.search !== undefined && lines.length === 0 ? html`<p>${t("terms:search.none", { text: view.search })}</p>` : ""}
    ${pageLinks(frame, page, pages)} ${alphabets(frame.messages, index, view)}
    ${subjects(frame.messages, index, view)}
    <section class="data" aria-labelledby="data">
      <h2 id="data">${t("terms:data")}</h2>
      <ul class="links">
        ${data.map(({ name, href, type }) => html`<li><a href="${href}" type="${type}">${name}</a></li> `)}
      </ul>
    </section>`;
  return termsLayout(frame, title, main, data);
}

function chosen(
  { t, language }: Messages,
  index: PublicIndex,
  { search, letter, subject }: GlossaryView,
): { readonly title: string; readonly lines: readonly IndexLine[] } {
  if (search !== undefined) {
    return {
      title: t("terms:search.found", { text: search }),
      lines: index.search(search).map((concept) => lineOf(concept, language)),
    };
  }
  if (letter !== undefined) {
    return {
      title: `${t(`terms:alphabet.${letter.alphabet}`)}${t("terms:colon")}${letterName(t, letter.letter)}`,
      lines: index.letters[letter.alphabet].get(letter.letter) ?? [],
    };
  }
  if (subject !== undefined) {
    const concepts = index.subjects.get(subject) ?? [];
    return {
      title: subject === "" ? t("terms:subjects.none") : subject,
      lines: concepts.map((concept) => lineOf(concept, language)),
    };
  }
  // A small glossary is shown whole.
  const all = [...index.letters[language].values()].flat();
  return { title: "", lines: all.length <= PAGE ? all : [] };
}

function lineOf(concept: PublicConcept, language: Language): IndexLine {
  const name = nameFor(concept.concept, language);
  return { text: name?.text ?? concept.concept.id, language: name?.language ?? language, concept };
}

function entry(
  language: Language,
  { text, language: own, concept: { concept }, instead }: IndexLine,
): Markup {
  const others = LANGUAGES.filter((other) => other !== own).flatMap((other) => nameOf(concept, other) ?? []);
  return html`<li>
    <a
      href="${termsAddress(`/terms/${encodeURIComponent(concept.id)}`, { language })}"
      lang="${htmlLanguage(own)}"
      >${text}</a
    >
    ${instead === undefined || instead === "" ? "" : html`<span class="others">→ <span lang="${htmlLanguage(own)}">${instead}</span></span>`}
    <span class="others"
      >${others.map((term) => html` · <span lang="${htmlLanguage(term.language)}">${term.text}</span>`)}</span
    >
  </li> `;
}

const letterName = (t: Messages["t"], letter: string): string =>
  letter === OTHER ? t("terms:alphabet.other") : letter;

function alphabets({ t, language }: Messages, index: PublicIndex, view: GlossaryView): Markup {
  return html`<nav aria-labelledby="alphabet">
    <h2 id="alphabet">${t("terms:alphabet.title")}</h2>
    ${LANGUAGES.filter((alphabet) => index.letters[alphabet].size > 0).map(
      (alphabet) =>
        html`<h3>${t(`terms:alphabet.${alphabet}`)}</h3>
          <ul class="letters">
            ${[...index.letters[alphabet].keys()].map((letter) => {
              const here = view.letter?.alphabet === alphabet && view.letter.letter === letter;
              return html`<li>
                <a
                  href="${termsAddress("/terms", { alphabet, letter, language })}"
                  lang="${alphabet === "zh" ? "zh-Latn" : alphabet}"
                  ${here ? html`aria-current="page"` : ""}
                  >${letterName(t, letter)}</a
                >
              </li> `;
            })}
          </ul>`,
    )}
  </nav>`;
}

/** The parameter of concepts without a subject; a subject cannot be a single blank. */
const NO_SUBJECT = " ";
export const subjectOf = (parameter: string): string => (parameter.trim() === "" ? "" : parameter);

function subjects(
  { t, language }: Messages,
  index: PublicIndex,
  { subject: here }: GlossaryView,
): Markup | "" {
  if (index.subjects.size < 2 && index.subjects.has("")) return "";
  return html`<nav aria-labelledby="subjects">
    <h2 id="subjects">${t("terms:subjects.title")}</h2>
    <ul class="links">
      ${[...index.subjects].map(
        ([subject, concepts]) =>
          html`<li>
            <a
              href="${termsAddress("/terms", { subject: subject === "" ? NO_SUBJECT : subject, language })}"
              ${here === subject ? html`aria-current="page"` : ""}
              >${subject === "" ? t("terms:subjects.none") : subject}</a
            >
            <span class="dim">${concepts.length}</span>
          </li> `,
      )}
    </ul>
  </nav>`;
}

function pageLinks(
  { messages: { t, language }, query }: TermsFrame,
  page: number,
  pages: number,
): Markup | "" {
  if (pages === 1) return "";
  const to = (number: number) => termsAddress("/terms", { ...query, page: String(number), language });
  return html`<nav class="pages" aria-label="${t("terms:pages.title")}">
    <p class="links">
      ${page > 1 ? html`<a rel="prev" href="${to(page - 1)}">${t("terms:pages.previous")}</a>` : ""}
      <span>${t("terms:pages.here", { page, pages })}</span>
      ${page < pages ? html`<a rel="next" href="${to(page + 1)}">${t("terms:pages.next")}</a>` : ""}
    </p>
  </nav>`;
}

/** The page for an address where nothing public stands. */
export function missingPage(frame: TermsFrame, kind: "gone" | "missing" | "nothing"): Markup {
  const { t } = frame.messages;
  const title = t(`terms:${kind}.title`);
  return termsLayout(
    frame,
    title,
    html`<h1>${title}</h1>
      <p>${t(`terms:${kind}.text`)}</p>`,
  );
}
