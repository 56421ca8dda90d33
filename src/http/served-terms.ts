import { isLanguage, type Language } from "../domain/language.ts";
import { ownBytes } from "../domain/bytes.ts";
import {
  citationBibtex,
  citationCsl,
  citationRis,
  citationText,
  type CitedEntry,
} from "../formats/citation/citation.ts";
import { writeGlossaryCsv } from "../formats/glossary/write-concept-table.ts";
import { conceptAddress, writeSkos } from "../formats/skos/skos.ts";
import { writeTbx } from "../formats/tbx/write.ts";
import { type Messages, messages, negotiate } from "../messages/messages.ts";
import { weightedItems } from "../messages/weighted-items.ts";
import { nameFor, nameOf } from "../services/public-glossary/concept-name.ts";
import {
  findPublicConcept,
  languagesOf,
  type SentenceSearch,
} from "../services/public-glossary/find-public-concept.ts";
import type { PublicConcept } from "../services/public-glossary/public-concept.ts";
import type { PublicSentence } from "../services/public-glossary/public-sentences.ts";
import {
  publicAboutNow,
  type PublicContext,
  publicIndexNow,
} from "../services/public-glossary/public-index-now.ts";
import type { PublicIndex } from "../services/public-glossary/public-index.ts";
import { type PublicAbout, type PublicStamp, publicStamp } from "../storage/rows/public-glossary.ts";
import { matchesETag, strongETag } from "./caching.ts";
import type { Compressor } from "./compression.ts";
import { earlyAnswer, type PlainAnswer } from "./early-answer.ts";
import type { Metrics } from "./metrics.ts";
import type { Markup } from "./pages/layout.ts";
import { conceptPage } from "./pages/terms/concept.ts";
import { glossaryTitle, type TermsFrame, termsAddress, TERMS_STYLE } from "./pages/terms/frame.ts";
import { glossaryPage, type GlossaryView, missingPage, subjectOf } from "./pages/terms/glossary.ts";
import { isEncrypted } from "./security.ts";
import { OPEN } from "./served-strings.ts";
import { robots, sitemap } from "./sitemap.ts";

/** Forms of a page of the public glossary, by the name that `format` takes. */
export const TERM_FORMATS = {
  html: "text/html",
  jsonld: "application/ld+json",
  tbx: "application/x-tbx+xml",
  csv: "text/csv",
  bibtex: "application/x-bibtex",
  csl: "application/vnd.citationstyles.csl+json",
  ris: "application/x-research-info-systems",
  citation: "text/x-bibliography",
} as const;
export type TermFormat = keyof typeof TERM_FORMATS;
const isTermFormat = (text: string | null): text is TermFormat =>
  text !== null && Object.hasOwn(TERM_FORMATS, text);

/** Names for readers, and which of them are data and which citations. */
const DATA = { jsonld: "SKOS (JSON-LD)", tbx: "TBX", csv: "CSV" } as const;
const CITATIONS = { bibtex: "BibTeX", ris: "RIS", csl: "CSL JSON" } as const;

/** Anybody may keep a copy, and asks each time whether it is still good: what is withdrawn is gone at once. */
const FRESH = "public, no-cache";

/** A concept that is not public, was never there, or is gone. The whole interface answers programs with a problem. */
export type Absent = "not-found" | "gone";

/** One request for the public glossary, understood. */
interface Asked {
  readonly context: PublicContext;
  readonly stamp: PublicStamp;
  readonly about: PublicAbout;
  readonly url: URL;
  readonly origin: string;
  readonly format: TermFormat;
  readonly messages: Messages;
  /** Headers of the request that have a say in the answer. */
  readonly vary: string;
}

/**
 * Answers a request for a page of the public glossary, its style, its sitemap or the rules for robots. It needs no
 * engine, and reads nothing but what is public.
 *
 * @param search finds sentences that show a concept; `undefined` where the engines are not loaded
 * @throws {SearchNeeded} without `search`, if nobody has searched yet
 */
export async function answerTerms(
  context: PublicContext,
  request: Request,
  search: SentenceSearch | undefined,
): Promise<PlainAnswer | Absent> {
  const url = new URL(request.url);
  if (url.pathname === "/terms.css")
    return fresh(request, TERMS_STYLE, { "content-type": "text/css; charset=utf-8" });
  const stamp = await publicStamp(context.storage);
  const asked = await understood(context, stamp, request, url);
  if (url.pathname === "/sitemap.xml" || url.pathname === "/robots.txt") {
    const index = await publicIndexNow(context, stamp);
    if (url.pathname === "/robots.txt")
      return fresh(request, robots(asked.origin, index), { "content-type": "text/plain; charset=utf-8" });
    const map = sitemap(asked.origin, index, Number(url.searchParams.get("part") ?? 0));
    return map === undefined
      ? "not-found"
      : fresh(request, map, { "content-type": "application/xml; charset=utf-8" });
  }
  if (url.pathname === "/terms") return glossaryAnswer(asked, request);
  const id = conceptIn(url.pathname);
  return id === undefined ? "not-found" : conceptAnswer(asked, request, id, search);
}

async function understood(
  context: PublicContext,
  stamp: PublicStamp,
  request: Request,
  url: URL,
): Promise<Asked> {
  const wantedFormat = url.searchParams.get("format");
  const wantedLanguage = url.searchParams.get("language");
  const language = isLanguage(wantedLanguage)
    ? wantedLanguage
    : negotiate(request.headers.get("accept-language"));
  const vary = [
    isTermFormat(wantedFormat) ? "" : "Accept",
    isLanguage(wantedLanguage) ? "" : "Accept-Language",
  ].filter((name) => name !== "");
  return {
    context,
    stamp,
    about: await publicAboutNow(context, stamp),
    url,
    origin: `${isEncrypted(request) ? "https:" : url.protocol}//${url.host}`,
    format: isTermFormat(wantedFormat) ? wantedFormat : acceptedFormat(request.headers.get("accept")),
    messages: messages(language),
    vary: vary.join(", "),
  };
}

/** The form that a client prefers (RFC 9110 §12.5.1); a page where it has no preference. */
function acceptedFormat(accept: string | null): TermFormat {
  let best: TermFormat = "html";
  let bestWeight = 0;
  for (const [type, weight] of weightedItems((accept ?? "").slice(0, 1000))) {
    const format = formatOf(type);
    if (format !== undefined && weight > bestWeight) [best, bestWeight] = [format, weight];
  }
  return best;
}

function formatOf(type: string): TermFormat | undefined {
  if (type === "*/*" || type === "text/*" || type === "application/xhtml+xml") return "html";
  if (type === "application/json") return "jsonld";
  return Object.keys(TERM_FORMATS).find(
    (name): name is TermFormat => isTermFormat(name) && TERM_FORMATS[name] === type,
  );
}

function conceptIn(pathname: string): string | undefined {
  const [, encoded] = /^\/terms\/([^/]+)$/u.exec(pathname) ?? [];
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

/** An answer with its strong ETag, or 304 for a client that has it. */
async function fresh(
  request: Request,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
): Promise<PlainAnswer> {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : ownBytes(body);
  const etag = await strongETag(bytes);
  const { "content-type": type, ...others } = headers;
  const common = { ...OPEN, "cache-control": FRESH, ...others };
  if (matchesETag(request.headers.get("if-none-match") ?? undefined, etag))
    return { status: 304, headers: common, body: null, etag };
  return {
    status: 200,
    headers: { ...common, ...(type === undefined ? {} : { "content-type": type }) },
    body: bytes,
    etag,
  };
}

const varying = ({ vary }: Asked): Readonly<Record<string, string>> => (vary === "" ? {} : { vary });

/** Answers with one form of a page. */
async function answerAs(
  asked: Asked,
  request: Request,
  body: string | Uint8Array,
  path: string,
): Promise<PlainAnswer> {
  const { format, messages: texts, origin } = asked;
  const type = TERM_FORMATS[format];
  return fresh(request, body, {
    "content-type": /^text\/|bibtex/u.test(type) ? `${type}; charset=utf-8` : type,
    "content-language": texts.language,
    link: `<${origin}${path}>; rel="canonical"`,
    ...varying(asked),
    ...(format === "tbx" || format === "csv" || format === "bibtex" || format === "ris"
      ? { "content-disposition": `attachment; filename="${fileName(path)}.${EXTENSIONS[format]}"` }
      : {}),
  });
}

const EXTENSIONS = { tbx: "tbx", csv: "csv", bibtex: "bib", ris: "ris" } as const;
const fileName = (path: string): string => (path.split("/").at(-1) ?? "").replaceAll(/[^\w.-]+/gu, "-");

async function pageAnswer(
  asked: Asked,
  request: Request,
  markup: Markup,
  status: 200 | 404 | 410 = 200,
): Promise<PlainAnswer> {
  const text = (await markup).toString();
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-language": asked.messages.language,
    ...varying(asked),
  };
  if (status === 200) return fresh(request, text, headers);
  return {
    status,
    headers: { ...OPEN, ...headers, "cache-control": FRESH },
    body: new TextEncoder().encode(text),
  };
}

/** A page for people who ask for what is not there. Programs get a problem. */
function absent(
  asked: Asked,
  request: Request,
  kind: "gone" | "missing" | "nothing",
): Promise<PlainAnswer> | Absent {
  const named = kind === "gone" ? "gone" : "not-found";
  if (!(request.headers.get("accept") ?? "").includes("text/html")) return named;
  const frame = { ...frameOf(asked, "/terms", {}), listed: false, ...(kind === "gone" ? {} : { about: {} }) };
  return pageAnswer(asked, request, missingPage(frame, kind), kind === "gone" ? 410 : 404);
}

const frameOf = (
  { messages: texts, about, origin, url }: Asked,
  path: string,
  query: Readonly<Record<string, string>>,
): TermsFrame => ({ messages: texts, about, origin, path, query, listed: !url.searchParams.has("q") });

/** Links to the other forms of a page. */
const formsOf = (names: Readonly<Partial<Record<TermFormat, string>>>, path: string, language: Language) =>
  Object.entries(names).flatMap(([format, name]) =>
    isTermFormat(format)
      ? [
          {
            name,
            type: TERM_FORMATS[format],
            href: termsAddress(path, { format, language: format in CITATIONS ? language : undefined }),
          },
        ]
      : [],
  );

const schemeOf = ({ origin, about, messages: texts }: Asked) => ({
  address: `${origin}/terms`,
  title: glossaryTitle({ messages: texts, about }),
  ...(about.publisher === undefined ? {} : { publisher: about.publisher }),
  ...(about.licence === undefined ? {} : { licence: about.licence }),
});

async function glossaryAnswer(asked: Asked, request: Request): Promise<PlainAnswer | Absent> {
  const { context, stamp, url, format, messages: texts } = asked;
  const index = await publicIndexNow(context, stamp);
  if (index.concepts.length === 0) return absent(asked, request, "nothing");
  switch (format) {
    case "jsonld":
    case "tbx":
    case "csv":
      return answerAs(asked, request, wholeFile(format, asked, index), "/terms");
    default: {
      const view = viewOf(url.searchParams);
      const query = Object.fromEntries(
        [...url.searchParams].filter(([name]) =>
          ["q", "alphabet", "letter", "subject", "page"].includes(name),
        ),
      );
      const frame = frameOf(asked, "/terms", query);
      return pageAnswer(
        asked,
        request,
        glossaryPage(frame, index, view, formsOf(DATA, "/terms", texts.language)),
      );
    }
  }
}

/** The whole glossary as a file. It is kept until the glossary changes. */
function wholeFile(
  format: "jsonld" | "tbx" | "csv",
  asked: Asked,
  { concepts, files }: PublicIndex,
): Uint8Array {
  const scheme = schemeOf(asked);
  const key = `${format} ${scheme.address} ${scheme.title}`;
  const known = files.get(key);
  if (known !== undefined) return known;
  const bare = concepts.map(({ concept }) => concept);
  const file = {
    jsonld: () => new TextEncoder().encode(writeSkos(scheme, concepts)),
    tbx: () => writeTbx({ title: scheme.title, concepts: bare }),
    csv: () => writeGlossaryCsv({ concepts: bare }),
  }[format]();
  if (files.size >= MOST_FILES) files.clear();
  files.set(key, file);
  return file;
}

/** A host has three forms, the title of some in three languages. */
const MOST_FILES = 20;

const LONGEST_SEARCH = 200;

function viewOf(parameters: URLSearchParams): GlossaryView {
  const page = Math.max(1, Math.trunc(Number(parameters.get("page") ?? 1)) || 1);
  const search = parameters.get("q")?.slice(0, LONGEST_SEARCH).trim();
  if (search) return { search, page };
  const [alphabet, letter, subject] = ["alphabet", "letter", "subject"].map(
    (name) => parameters.get(name) ?? undefined,
  );
  if (isLanguage(alphabet) && letter !== undefined)
    return { letter: { alphabet, letter: letter.slice(0, 2) }, page };
  return subject === undefined ? { page } : { subject: subjectOf(subject), page };
}

async function conceptAnswer(
  asked: Asked,
  request: Request,
  id: string,
  search: SentenceSearch | undefined,
): Promise<PlainAnswer | Absent> {
  const { context, stamp, url, messages: texts } = asked;
  const answer = await findPublicConcept(context.storage, id, stamp, search);
  if (answer === undefined) return absent(asked, request, "missing");
  if (answer.kind === "gone") return absent(asked, request, "gone");
  if (answer.kind === "moved") {
    const location = `/terms/${encodeURIComponent(answer.to)}${url.search}`;
    return { status: 301, headers: { ...OPEN, location, "cache-control": FRESH }, body: null };
  }
  const path = `/terms/${encodeURIComponent(id)}`;
  const { found, sentences } = answer;
  const cited = citedEntry(asked, found);
  if (asked.format !== "html")
    return answerAs(asked, request, conceptAs(asked.format, asked, cited, found, sentences), path);
  const page = conceptPage(frameOf(asked, path, {}), {
    found,
    sentences,
    cited,
    data: formsOf(DATA, path, texts.language),
    citations: formsOf(CITATIONS, path, texts.language),
  });
  return pageAnswer(asked, request, page);
}

function conceptAs(
  format: Exclude<TermFormat, "html">,
  asked: Asked,
  cited: CitedEntry,
  found: PublicConcept,
  sentences: readonly PublicSentence[],
): string | Uint8Array {
  const { concept } = found;
  switch (format) {
    case "jsonld":
      return writeSkos(schemeOf(asked), [{ ...found, examples: sentences.map(({ texts }) => texts) }]);
    case "tbx":
      return writeTbx({ title: cited.glossary, concepts: [concept] });
    case "csv":
      return writeGlossaryCsv({ concepts: [concept] });
    case "bibtex":
      return citationBibtex(cited);
    case "csl":
      return citationCsl(cited);
    case "ris":
      return citationRis(cited);
    case "citation":
      return citationText(cited);
  }
}

function citedEntry(asked: Asked, found: PublicConcept): CitedEntry {
  const { concept, version, day } = found;
  const { language } = asked.messages;
  const { address, title, publisher } = schemeOf(asked);
  const name = nameFor(concept, language);
  const also = languagesOf(found)
    .filter((other) => other !== (name?.language ?? language))
    .flatMap((other) => nameOf(concept, other)?.text ?? []);
  return {
    id: concept.id,
    title: name?.text ?? concept.id,
    also,
    language: name?.language ?? language,
    glossary: title,
    ...(publisher === undefined ? {} : { publisher }),
    version,
    day,
    address: conceptAddress(address, concept.id),
  };
}

interface TermsDependencies {
  readonly context: PublicContext;
  readonly compressor: Compressor;
  readonly metrics: Metrics;
}

export type TermsApp = (request: Request) => Promise<Response | undefined>;

/**
 * The public glossary alone: it answers before the whole interface and its engines are loaded, as the whole interface
 * would. `undefined` for what that has to answer: another address, a problem, a page whose sentences are not known yet.
 */
export function createTermsApp({ context, compressor, metrics }: TermsDependencies): TermsApp {
  return async (request: Request): Promise<Response | undefined> => {
    if (request.method !== "GET" && request.method !== "HEAD") return undefined;
    const started = performance.now();
    try {
      const answer = await answerTerms(context, request, undefined);
      if (typeof answer === "string") return undefined;
      const response = await earlyAnswer(request, answer, compressor);
      metrics.answered({
        method: request.method,
        route: new URL(request.url).pathname.replace(/^\/terms\/.*/u, "/terms/{concept}"),
        status: response.status,
        seconds: (performance.now() - started) / 1000,
      });
      return response;
    } catch {
      // What went wrong is told by the whole interface; it also searches where `SearchNeeded` was thrown.
      return undefined;
    }
  };
}
