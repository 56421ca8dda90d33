import { PARTS_OF_SPEECH } from "../../domain/concept.ts";
import type { Concept, PartOfSpeech, Term } from "../../domain/concept.ts";
import { languageOf } from "../../domain/language.ts";
import type { Language } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { decode } from "../encoding.ts";
import { DEFAULT_LIMITS } from "../contract.ts";
import type { ReadOptions, WriteOptions } from "../contract.ts";
import { guardUnquoted, unguardUnquoted } from "../csv/formula-guard.ts";
import type { GlossaryFile } from "../glossary/file.ts";
import { statusOfWord } from "../glossary/status-words.ts";

/**
 * Columns of UTX 1.11 (AAMT), a TAB-separated table for two languages. The first line is `#UTX 1.11; en/ru; …`, the
 * second holds the names of the columns, and every other line is a pair of terms. `term status` is approved, provisional,
 * non-standard or forbidden.
 */
const COLUMNS = [
  "src",
  "tgt",
  "src:pos",
  "tgt:pos",
  "term status",
  "concept ID",
  // UTX allows columns of our own. Each term has its own status, but `term status` holds only one per pair.
  "src:status",
  "tgt:status",
  "domain",
] as const;
type Column = (typeof COLUMNS)[number];

const SPEECH: ReadonlyMap<string, PartOfSpeech> = new Map(
  [...PARTS_OF_SPEECH, "proper noun"].map(
    (name) => [name, name === "proper noun" ? "properNoun" : name] as [string, PartOfSpeech],
  ),
);

/**
 * Reads the common part of UTX 0.9 to 1.20. Pairs with the same concept ID become one concept. Lines without a pair of
 * terms are in `rejected`.
 *
 * @throws {Problem} `csv-invalid` (`no-header`), `language-unknown`, `language-mismatch`, `too-large`, and as `decode`
 */
export function readUtx(bytes: Uint8Array, options: ReadOptions = {}): GlossaryFile {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  if (bytes.length > limits.bytes)
    throw new Problem("too-large", { size: bytes.length, limit: limits.bytes });
  const lines = decode(bytes, { given: options.encoding }).text.split(/\r\n|\r|\n/u);
  const pair = /^#\s*UTX(?:-S)?[\s\d.;]*?([A-Za-z]{2,3}(?:[-_]\w+)*)\/([A-Za-z]{2,3}(?:[-_]\w+)*)/u.exec(
    lines[0] ?? "",
  );
  if (pair === null) throw new Problem("csv-invalid", { reason: "no-header" }, { line: 1 });
  const [, sourceTag = "", targetTag = ""] = pair;
  const languages = [sourceTag, targetTag].map((tag) => {
    const language = languageOf(tag);
    if (language === undefined) throw new Problem("language-unknown", { language: tag }, { line: 1 });
    return language;
  });
  const [source, target] = languages;
  if (source === undefined || target === undefined || source === target) {
    throw new Problem("language-mismatch", {}, { line: 1 });
  }
  const title = /dictionary ID:\s*([^;]+)/u.exec(lines[0] ?? "")?.[1]?.trim();
  const columnsAt = lines.findIndex((line) => /^#\s*src(?:\t|$)/u.test(line));
  const names =
    columnsAt < 0 ? ["src", "tgt", "src:pos"] : (lines[columnsAt] ?? "").replace(/^#\s*/u, "").split("\t");
  const concepts = new Map<string, Concept>();
  let number = 0;
  const rejected: ProblemData[] = [];
  const warnings: ProblemData[] = [];
  const made = new Set<string>();
  for (const [at, line] of lines.entries()) {
    if (line.startsWith("#") || line.trim() === "") continue;
    if (++number > limits.units) throw new Problem("too-large", { limit: limits.units });
    const values = line.split("\t");
    const cell = (column: Column): string => unguardUnquoted((values[names.indexOf(column)] ?? "").trim());
    if (cell("src") === "" || cell("tgt") === "") {
      const place = { line: at + 1, unit: cell("src") || cell("tgt") };
      rejected.push({ code: "csv-invalid", params: { reason: "no-term" }, place });
      continue;
    }
    const id = cell("concept ID") || `utx-${number}`;
    if (cell("concept ID") === "") made.add(id);
    const known = concepts.get(id);
    const status = cell("term status");
    const terms = [
      termFrom(source, sourceTag, cell("src"), cell("src:pos"), cell("src:status")),
      termFrom(
        target,
        targetTag,
        cell("tgt"),
        cell("tgt:pos"),
        cell("tgt:status") || (status === "provisional" ? "" : status),
      ),
    ];
    for (const word of [status, cell("src:status"), cell("tgt:status")]) {
      if (word === "" || statusOfWord(word) !== undefined) continue;
      const params = { status: word.slice(0, 100), term: cell("tgt").slice(0, 100) };
      warnings.push({ code: "term-status-unknown", params, place: { line: at + 1, unit: id } });
    }
    concepts.set(id, {
      ...(known ?? {
        id,
        ...(cell("domain") !== "" && { domain: cell("domain") }),
        status: status === "provisional" ? "proposed" : "approved",
      }),
      terms: terms.reduce(withTerm, known?.terms ?? []),
    });
  }
  return {
    ...(title !== undefined && { title }),
    concepts: [...concepts.values()],
    ...(made.size > 0 && { made }),
    ...(warnings.length > 0 && { warnings }),
    ...(rejected.length > 0 && { rejected }),
  };
}

function termFrom(language: Language, tag: string, text: string, speech: string, status: string): Term {
  const partOfSpeech = SPEECH.get(speech);
  const known = statusOfWord(status);
  // A term without a status is assumed to be preferred. A term with an unknown status is not.
  const assumed = { administrativeStatus: status === "" ? "preferred" : "admitted" } as const;
  return {
    language,
    ...(tag !== language && { tag }),
    text: text.normalize("NFC"),
    ...(known ?? assumed),
    ...(partOfSpeech !== undefined && { partOfSpeech }),
    ...(status !== "" && known === undefined && { notes: [`administrativeStatus: ${status}`] }),
  };
}

/** Adds a term. A language has one preferred term, so a second preferred term becomes admitted. */
function withTerm(terms: readonly Term[], term: Term): readonly Term[] {
  const peers = terms.filter(({ language }) => language === term.language);
  if (peers.some(({ text }) => text === term.text)) return terms;
  const taken =
    term.administrativeStatus === "preferred" &&
    peers.some((peer) => peer.administrativeStatus === "preferred");
  return [...terms, taken ? { ...term, administrativeStatus: "admitted" } : term];
}

/**
 * Writes UTX 1.11 for one pair of languages (by default `en` to `ru`). Every term is paired with the first term of the
 * other language. UTX cannot hold definitions, notes, forms, contexts or concepts in one language; they are left out.
 */
export function writeUtx(file: GlossaryFile, options: WriteOptions = {}): Uint8Array {
  const source = options.source ?? "en";
  const target = options.target ?? (source === "en" ? "ru" : "en");
  const title = file.title === undefined ? "" : ` dictionary ID: ${file.title.replace(/[;\r\n]/gu, " ")};`;
  const lines = [
    `#UTX 1.11; ${tagOf(file, source)}/${tagOf(file, target)}; bidirectional;${title}`,
    `#${COLUMNS.join("\t")}`,
    ...file.concepts.flatMap((concept) => pairLines(concept, source, target)),
  ];
  return new TextEncoder().encode(lines.map((line) => `${line}\r\n`).join(""));
}

function tagOf(file: GlossaryFile, language: Language): string {
  const tags = new Set(
    file.concepts.flatMap(({ terms }) =>
      terms.filter((term) => term.language === language).map(({ tag }) => tag ?? language),
    ),
  );
  return tags.size === 1 ? ([...tags][0] ?? language) : language;
}

function pairLines(concept: Concept, source: Language, target: Language): string[] {
  const sources = concept.terms.filter(({ language }) => language === source);
  const targets = concept.terms.filter(({ language }) => language === target);
  const [firstSource] = sources;
  const [firstTarget] = targets;
  if (firstSource === undefined || firstTarget === undefined) return [];
  const pairs: [Term, Term][] = [
    ...targets.map((term): [Term, Term] => [firstSource, term]),
    ...sources.slice(1).map((term): [Term, Term] => [term, firstTarget]),
  ];
  return pairs.map(([from, to]) =>
    [
      cellOf(from.text),
      cellOf(to.text),
      speechOf(from),
      speechOf(to),
      pairStatus(concept, [from, to]),
      guardUnquoted(concept.id),
      from.forbidden === true ? "forbidden" : from.administrativeStatus,
      to.forbidden === true ? "forbidden" : to.administrativeStatus,
      cellOf(concept.domain ?? ""),
    ].join("\t"),
  );
}

const cellOf = (text: string): string => guardUnquoted(text.replace(/\s+/gu, " "));
const speechOf = ({ partOfSpeech }: Term): string =>
  partOfSpeech === "properNoun" ? "proper noun" : (partOfSpeech ?? "");

function pairStatus(concept: Concept, terms: readonly Term[]): string {
  if (terms.some(({ forbidden }) => forbidden === true)) return "forbidden";
  const isCurrent = ({ administrativeStatus: status }: Term): boolean =>
    status === "preferred" || status === "admitted";
  if (!terms.every(isCurrent)) return "non-standard";
  return concept.status === "approved" ? "approved" : "provisional";
}
