import { type Concept, PARTS_OF_SPEECH, TERM_TYPES, type Term } from "../../domain/concept.ts";
import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { DEFAULT_LIMITS } from "../contract.ts";
import { type GlossaryFile, type GlossaryReadOptions, statusKey } from "../glossary/file.ts";
import { createReading, finishedReading, nextNumber, type Reading, takeEntry } from "../glossary/reading.ts";
import { languageOfWord } from "../glossary/language-words.ts";
import { statusOfWord } from "../glossary/status-words.ts";
import { type Element, elementsOf, readEntries, textOf } from "../tbx/elements.ts";
import { decodeXml } from "../xml/decode.ts";

/**
 * Reads MultiTerm XML (`mtf`): a `conceptGrp` is a concept, a `languageGrp` the terms of a language, and a `descrip` says
 * something of the concept, the language or the term. Fields are named freely there: those that are definitions, notes,
 * subjects or statuses by their name are taken as such, all others as notes.
 *
 * @throws {Problem} `multiterm-invalid` for another root, and what `decodeXml` and `parseXml` throw; an entry that cannot
 *   be taken is in `rejected`
 */
export function readMultiTerm(bytes: Uint8Array, options: GlossaryReadOptions = {}): GlossaryFile {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { text } = decodeXml(bytes, options);
  const reading = createReading();
  readEntries(
    text,
    {
      root: ({ local, name, line }) => {
        if (local !== "mtf")
          throw new Problem("multiterm-invalid", { rule: "root", element: name }, { line });
      },
      isEntry: ({ local }) => local === "conceptGrp",
      element: ({ local, attributes, line }) => ({
        name: local,
        attributes: { ...attributes },
        children: [],
        line,
      }),
      take: (element) => {
        const [number] = childrenOf(element, "concept").map(textOf);
        // Each termbase numbers its entries from 1, so the number is no id outside of it.
        const id = `multiterm-${number === undefined || number === "" ? nextNumber(reading) : number}`;
        const entry = { id, isMade: true, line: element.line };
        takeEntry(reading, entry, { code: "multiterm-invalid", limit: limits.units }, () =>
          conceptOf(reading, element, id),
        );
      },
    },
    limits,
  );
  return { ...finishedReading(reading), isPartial: true };
}

/** What the fields of an element say. */
interface Fields {
  domain?: string;
  definition?: string;
  source?: string;
  status?: string;
  partOfSpeech?: string;
  type?: string;
  readonly notes: string[];
}

const KINDS: readonly (readonly [kind: Exclude<keyof Fields, "notes">, name: RegExp])[] = [
  ["domain", /subject|domain|topic|тематика|область|领域|学科/iu],
  ["definition", /definition|определение|定义|釋義|释义/iu],
  ["status", /status|usage|статус|状态/iu],
  ["partOfSpeech", /part of speech|word ?class|часть речи|词性/iu],
  ["type", /^(?:term ?type|type|category)$/iu],
  ["source", /source|reference|источник|来源/iu],
];

/** Fields of the element itself, also those that are nested in a `descripGrp`; not those of its terms. */
function fieldsOf(parent: Element): Fields {
  const fields: Fields = { notes: [] };
  const collect = (element: Element): void => {
    for (const child of elementsOf(element)) {
      if (child.name === "descripGrp") collect(child);
      if (child.name !== "descrip") continue;
      const text = textOf(child).normalize("NFC");
      const name = child.attributes["type"] ?? "";
      if (text === "") continue;
      const kind = KINDS.find(([, pattern]) => pattern.test(name))?.[0];
      if (kind !== undefined && fields[kind] === undefined) fields[kind] = text;
      else
        fields.notes.push(/^(?:note|comment|примечание|备注|注释)$/iu.test(name) ? text : `${name}: ${text}`);
    }
  };
  collect(parent);
  return fields;
}

const childrenOf = (parent: Element, name: string): Element[] =>
  elementsOf(parent).filter((child) => child.name === name);

function conceptOf(reading: Reading, entry: Element, id: string): Concept {
  const fields = fieldsOf(entry);
  const definitions: { [language in Language]?: { text: string; source?: string } } = {};
  const terms: Term[] = [];
  const notes = [...fields.notes];
  for (const group of childrenOf(entry, "languageGrp")) {
    const [named] = childrenOf(group, "language");
    const { lang = "", type = "" } = named?.attributes ?? {};
    const language = languageOfWord(lang) ?? languageOfWord(type);
    if (language === undefined) {
      reading.warnings.push({
        code: "language-unknown",
        params: { language: type || lang, tag: lang || type },
        place: { line: group.line, unit: id },
      });
      continue;
    }
    const own = fieldsOf(group);
    if (own.definition !== undefined)
      definitions[language.language] ??= {
        text: own.definition,
        ...(own.source !== undefined && { source: own.source }),
      };
    notes.push(...own.notes);
    for (const termGroup of childrenOf(group, "termGrp"))
      terms.push(termOf(reading, termGroup, language, { id, before: terms, definitions }));
  }
  if (terms.length === 0) throw new Problem("multiterm-invalid", { rule: "term" });
  const definition = fields.definition;
  const [first] = terms;
  if (definition !== undefined && first !== undefined) definitions[first.language] ??= { text: definition };
  return {
    id,
    ...(fields.domain !== undefined && { domain: fields.domain }),
    status: "approved",
    ...(Object.keys(definitions).length > 0 && { definitions }),
    ...(fields.source !== undefined && { source: fields.source }),
    ...(notes.length > 0 && { notes }),
    terms,
  };
}

function termOf(
  reading: Reading,
  group: Element,
  { language, tag }: { language: Language; tag?: string },
  concept: {
    readonly id: string;
    readonly before: readonly Term[];
    readonly definitions: { [language in Language]?: { text: string } };
  },
): Term {
  const [given = ""] = childrenOf(group, "term").map(textOf);
  if (given === "") throw new Problem("multiterm-invalid", { rule: "term" }, { line: group.line });
  const text = given.normalize("NFC").replace(/\s+/gu, " ");
  const { status: word, definition, partOfSpeech, type, source, notes } = fieldsOf(group);
  if (definition !== undefined) concept.definitions[language] ??= { text: definition };
  const status = word === undefined ? undefined : statusOfWord(word);
  const taken = concept.before.some(
    (term) => term.language === language && term.administrativeStatus === "preferred",
  );
  if (word === undefined) reading.assumed.add(statusKey(concept.id, language, text));
  else if (status === undefined)
    reading.warnings.push({
      code: "term-status-unknown",
      params: { status: word.slice(0, 100), term: text.slice(0, 100) },
      place: { line: group.line, unit: concept.id },
    });
  const assumed = { administrativeStatus: word === undefined && !taken ? "preferred" : "admitted" } as const;
  const speech = PARTS_OF_SPEECH.find(
    (known) => known.toLowerCase() === partOfSpeech?.toLowerCase().replace(/\s/gu, ""),
  );
  const termType = TERM_TYPES.find(
    (known) => known.toLowerCase() === type?.toLowerCase().replace(/\s/gu, ""),
  );
  const shown = [
    ...notes,
    ...(word !== undefined && status === undefined ? [`administrativeStatus: ${word}`] : []),
    ...(partOfSpeech !== undefined && speech === undefined ? [`partOfSpeech: ${partOfSpeech}`] : []),
    ...(type !== undefined && termType === undefined ? [`termType: ${type}`] : []),
  ];
  return {
    language,
    ...(tag !== undefined && { tag }),
    text,
    ...(status ?? assumed),
    ...(speech !== undefined && { partOfSpeech: speech }),
    ...(termType !== undefined && { type: termType }),
    ...(source !== undefined && { citation: source }),
    ...(shown.length > 0 && { notes: shown }),
  };
}
