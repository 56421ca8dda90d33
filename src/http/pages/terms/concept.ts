import { html } from "hono/html";
import { isAllowed, RELATION_TYPES, type Term } from "../../../domain/concept.ts";
import { htmlLanguage, type Language, LANGUAGES } from "../../../domain/language.ts";
import { citationText, type CitedEntry } from "../../../formats/citation/citation.ts";
import { nameFor } from "../../../services/public-glossary/concept-name.ts";
import type { PublicConcept } from "../../../services/public-glossary/public-concept.ts";
import type { PublicSentence } from "../../../services/public-glossary/public-sentences.ts";
import type { Messages } from "../../../messages/messages.ts";
import type { Markup } from "../layout.ts";
import { type Alternate, type TermsFrame, termsAddress, termsLayout } from "./frame.ts";
import { markedText } from "./marked-text.ts";

/** The page of one concept. */
export interface ConceptPage {
  readonly found: PublicConcept;
  readonly sentences: readonly PublicSentence[];
  readonly cited: CitedEntry;
  /** Other forms of the page: data, and citations. */
  readonly data: readonly (Alternate & { readonly name: string })[];
  readonly citations: readonly (Alternate & { readonly name: string })[];
}

export function conceptPage(frame: TermsFrame, page: ConceptPage): Markup {
  const { messages } = frame;
  const { t, language } = messages;
  const { found, sentences, cited, data, citations } = page;
  const { concept } = found;
  const name = nameFor(concept, language);
  const links = (items: ConceptPage["data"]) =>
    html`<ul class="links">
      ${items.map(({ name: label, href, type }) => html`<li><a href="${href}" type="${type}">${label}</a></li> `)}
    </ul>`;
  const order = [language, ...LANGUAGES.filter((other) => other !== language)];
  const main = html`<article>
    <h1 lang="${htmlLanguage(name?.language ?? language)}">${name?.text ?? concept.id}</h1>
    <p class="lead">
      ${
        concept.domain === undefined
          ? ""
          : html`${t("terms:subject")}${t("terms:colon")}<a
                href="${termsAddress("/terms", { subject: concept.domain, language })}"
                >${concept.domain}</a
              >
              · `
      }${concept.doNotTranslate === true ? html`${t("terms:doNotTranslate")} · ` : ""}${t("terms:version", { version: found.version, day: found.day })}
    </p>
    ${order.map((one) => languageSection(messages, found, one))}
    ${concept.source === undefined ? "" : html`<p>${t("terms:source")}${t("terms:colon")}${concept.source}</p>`}
    ${references(messages, found)}
    ${
      sentences.length === 0
        ? ""
        : html`<section aria-labelledby="sentences">
            <h2 id="sentences">${t("terms:sentences")}</h2>
            ${sentences.map((sentence) => quotation(found, sentence, order))}
          </section>`
    }
    <section aria-labelledby="cite">
      <h2 id="cite">${t("terms:cite")}</h2>
      <p class="cite">${citationText(cited)}</p>
      <div class="data">${links(citations)}</div>
    </section>
    <section class="data" aria-labelledby="data">
      <h2 id="data">${t("terms:data")}</h2>
      ${links(data)}
    </section>
  </article>`;
  return termsLayout(frame, name?.text ?? concept.id, main, [...data, ...citations]);
}

function languageSection({ t }: Messages, { concept }: PublicConcept, language: Language): Markup {
  const terms = concept.terms.filter((term) => term.language === language);
  const ordered = terms.toSorted((a, b) => rankOf(a) - rankOf(b));
  const definition = concept.definitions?.[language];
  const tag = htmlLanguage(language);
  return html`<section class="language" aria-labelledby="in-${language}">
    <h2 id="in-${language}">${t(`terms:language.${language}`)}</h2>
    <div>
      ${
        ordered.length === 0
          ? html`<p class="dim">${t("terms:noTerm")}</p>`
          : html`<ul class="names">
              ${ordered.map(
                (term) =>
                  html`<li class="${isAllowed(term) ? "use" : "avoid"}">
                    <span class="term" lang="${term.tag ?? tag}">${term.text}</span>
                    <span class="facts">${factsOf(t, term).join(" · ")}</span>
                    ${
                      term.usageNote === undefined || term.usageNote === ""
                        ? ""
                        : html`<span class="note">${t("terms:usage", { note: term.usageNote })}</span>`
                    }
                  </li> `,
              )}
            </ul>`
      }
      ${
        definition === undefined
          ? ""
          : html`<p class="definition" lang="${tag}">${definition.text}</p>
              ${definition.source === undefined ? "" : html`<p class="facts">${t("terms:citation", { source: definition.source })}</p>`}`
      }
    </div>
  </section> `;
}

/** Other concepts, by the way in which they are related, and pages elsewhere. */
function references({ t, language }: Messages, { concept, related }: PublicConcept): Markup | "" {
  const rows = RELATION_TYPES.flatMap((type) => {
    const others = related.filter((relation) => relation.type === type);
    if (others.length === 0) return [];
    const links = others.map(({ concept: other }) => {
      const name = nameFor(other, language);
      const href = termsAddress(`/terms/${encodeURIComponent(other.id)}`, { language });
      return html`<li>
        <a href="${href}" lang="${htmlLanguage(name?.language ?? language)}">${name?.text ?? other.id}</a>
      </li> `;
    });
    return [referenceRow(t(`terms:relation.${type}`), links)];
  });
  const pages = [
    ...(concept.picture === undefined ? [] : [{ url: concept.picture, text: t("terms:picture") }]),
    ...(concept.links ?? []),
  ].filter(({ url }) => URL.canParse(url));
  if (pages.length > 0) {
    const links = pages.map(
      ({ url, text = "" }) => html`<li><a href="${url}" rel="nofollow">${text === "" ? url : text}</a></li> `,
    );
    rows.push(referenceRow(t("terms:links"), links));
  }
  if (rows.length === 0) return "";
  return html`<section aria-labelledby="references">
    <h2 id="references">${t("terms:references")}</h2>
    <dl class="references">${rows}</dl>
  </section>`;
}

const referenceRow = (title: string, links: readonly Markup[]): Markup =>
  html`<dt>${title}</dt>
    <dd>
      <ul class="links">
        ${links}
      </ul>
    </dd> `;

const STATUS_ORDER = ["preferred", "admitted", "superseded", "deprecated"];
const rankOf = (term: Term): number =>
  STATUS_ORDER.indexOf(term.administrativeStatus) + (term.forbidden ? STATUS_ORDER.length : 0);

/** What is said of a term beside its text. A preferred term is not called so where it is the only one. */
function factsOf(t: Messages["t"], term: Term): string[] {
  const status = term.forbidden ? "forbidden" : term.administrativeStatus;
  return [
    t(`terms:status.${status}`),
    term.tag ?? "",
    term.partOfSpeech === undefined ? "" : t(`terms:part.${term.partOfSpeech}`),
    term.gender === undefined || term.gender === "other" ? "" : t(`terms:gender.${term.gender}`),
    term.grammaticalNumber === undefined || term.grammaticalNumber === "other"
      ? ""
      : t(`terms:number.${term.grammaticalNumber}`),
    term.type === undefined || term.type === "fullForm" ? "" : t(`terms:type.${term.type}`),
    term.register === undefined || term.register === "neutral" ? "" : t(`terms:register.${term.register}`),
    term.region ?? "",
    term.institution === undefined ? "" : t("terms:institution", { name: term.institution }),
    term.citation === undefined ? "" : t("terms:citation", { source: term.citation }),
    term.validFrom === undefined ? "" : t("terms:from", { day: term.validFrom }),
    term.validUntil === undefined ? "" : t("terms:until", { day: term.validUntil }),
  ].filter((fact) => fact !== "");
}

function quotation(
  { concept, forms }: PublicConcept,
  { texts, document, collection }: PublicSentence,
  order: readonly Language[],
): Markup {
  const formsIn = (language: Language) =>
    concept.terms.flatMap((term, at) => (term.language === language ? (forms[at] ?? []) : []));
  return html`<blockquote>
    ${order.map((language) => {
      const text = texts[language];
      return text === undefined
        ? ""
        : html`<p lang="${htmlLanguage(language)}">
            ${markedText(text, formsIn(language), language).map((piece) =>
              piece.isTerm ? html`<mark>${piece.text}</mark>` : piece.text,
            )}
          </p> `;
    })}
    <cite>${document === collection ? document : `${document} · ${collection}`}</cite>
  </blockquote> `;
}
