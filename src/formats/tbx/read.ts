import { PARTS_OF_SPEECH, RELATION_TYPES, TERM_TYPES } from "../../domain/concept.ts";
import type { Concept, Definition, Foreign, Term } from "../../domain/concept.ts";
import { languageOf } from "../../domain/language.ts";
import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { DEFAULT_LIMITS } from "../contract.ts";
import type { ReadOptions } from "../contract.ts";
import { type GlossaryFile, statusKey } from "../glossary/file.ts";
import { createReading, finishedReading, nextNumber, type Reading, takeEntry } from "../glossary/reading.ts";
import { statusOfWord, type TermStatus } from "../glossary/status-words.ts";
import { decodeXml } from "../xml/decode.ts";
import type { XmlElement } from "../xml/reader.ts";
import {
  elementsOf,
  findFirst,
  isElement,
  META_CATEGORIES,
  readEntries,
  serialise,
  textOf,
} from "./elements.ts";
import type { Element } from "./elements.ts";
import { ourValue, TBX_GENDERS, TBX_NUMBERS, TBX_REGISTERS, TBX_RELATIONS } from "./categories.ts";
import { readConceptNotes, readTermNotes } from "./notes.ts";

/** TBX v3, ISO 30042:2019. */
const NAMESPACE = "urn:iso:std:iso:30042:ed-2";

/** From names in v2 (ISO 30042:2008) and in the first TBX-Min to their names in v3. */
const RENAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    termEntry: "conceptEntry",
    langSet: "langSec",
    langGroup: "langSec",
    termGroup: "termSec",
    tig: "termSec",
    martifHeader: "tbxHeader",
  }),
);

/** The first TBX-Min (root `TBX`) has an element for each category, as style DCT, but no namespace. */
const MIN_ROOT = "TBX";
const MIN_CATEGORIES: ReadonlyMap<string, readonly [element: string, category: string]> = new Map([
  ["subjectField", ["descrip", "subjectField"]],
  ["customer", ["admin", "customerSubset"]],
  ["termStatus", ["termNote", "administrativeStatus"]],
  ["partOfSpeech", ["termNote", "partOfSpeech"]],
]);

/**
 * Reads TBX v3 in either style (DCA: `<descrip type="definition">`, DCT: `<basic:definition>`), v2 (`martif`, with
 * `tig` or `ntig`) and the first TBX-Min. Elements without a place in our model are kept as markup in style DCA.
 *
 * @throws {Problem} `tbx-invalid` for another root, `too-large`, and as `decodeXml` and `readEntries`; an entry that
 *   cannot be imported is in `rejected`
 */
export function readTbx(bytes: Uint8Array, options: ReadOptions = {}): GlossaryFile {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { text } = decodeXml(bytes, options);
  const reading = createReading();
  const outside: Outside = {};
  let isMin = false;
  readEntries(
    text,
    {
      root: (xml) => {
        assertRoot(xml);
        isMin = xml.local === MIN_ROOT;
      },
      isEntry: (xml) => (isMin ? xml.local === "entry" : isKept(xml)),
      element: (xml) => (isMin ? elementOfMin(xml) : elementOf(xml)),
      take: (element) => {
        if (element.name !== "conceptEntry") {
          takeOutside(outside, element);
          return;
        }
        const given = element.attributes["id"];
        const id = given ?? `entry-${nextNumber(reading)}`;
        const entry = { id, isMade: given === undefined, line: element.line };
        takeEntry(reading, entry, { code: "tbx-invalid", limit: limits.units }, () =>
          conceptOf(element, id, reading),
        );
      },
    },
    limits,
  );
  return { ...outside, ...finishedReading(reading) };
}

/** The parts of the file that belong to no entry. */
interface Outside {
  title?: string;
  header?: string;
  back?: string;
}

function takeOutside(outside: Outside, element: Element): void {
  if (element.name === "back") {
    outside.back = serialise(element);
    return;
  }
  const title = findFirst(element, "title");
  if (title !== undefined) outside.title = textOf(title);
  outside.header = elementsOf(element).map(serialise).join("");
}

function assertRoot(xml: XmlElement): void {
  const isV3 = xml.local === "tbx" && (xml.uri === NAMESPACE || xml.uri === "");
  if (!isV3 && xml.local !== "martif" && xml.local !== MIN_ROOT) {
    throw new Problem("tbx-invalid", { rule: "root", element: xml.name }, { line: xml.line });
  }
}

const isKept = (xml: XmlElement): boolean =>
  /^(?:conceptEntry|termEntry|tbxHeader|martifHeader|back)$/u.test(xml.local);

function elementOf(xml: XmlElement): Element {
  const name = RENAMED.get(xml.local) ?? xml.local;
  const attributes: Record<string, string> = {};
  for (const [key, value] of Object.entries(xml.attributes)) {
    if (key === "xml:lang" || key === "xml:space" || !key.includes(":")) {
      if (key !== "xmlns" && key !== "metaType") attributes[key === "lang" ? "xml:lang" : key] = value;
    }
  }
  const declared = xml.attributes["metaType"];
  const meta =
    xml.uri === NAMESPACE || xml.uri === ""
      ? undefined
      : (META_CATEGORIES.get(name) ?? declared ?? "descrip");
  return meta === undefined
    ? { name, attributes, children: [], line: xml.line }
    : { name: meta, attributes: { type: name, ...attributes }, children: [], line: xml.line };
}

function elementOfMin(xml: XmlElement): Element {
  const plain = elementOf(xml.local === "entry" ? { ...xml, local: "conceptEntry" } : xml);
  const [name, type] = MIN_CATEGORIES.get(xml.local) ?? [];
  return name === undefined || type === undefined
    ? plain
    : { ...plain, name, attributes: { type, ...plain.attributes } };
}

/** Hands out the children of an element, each once. The children that remain are foreign to our model. */
interface Sifter {
  readonly notes: string[];
  /** Removes the first child that matches, and returns it. */
  readonly first: (matches: (element: Element) => boolean) => Element | undefined;
  /** Removes the first plain child with this name and type, and returns its text. */
  readonly take: (name: string, type: string) => string | undefined;
  /** Removes all children with this name and type that have a target and plain text, and returns these. */
  readonly references: (
    name: string,
    type: string,
    isTarget: (target: string) => boolean,
  ) => { readonly target: string; readonly text: string }[];
  /** Removes all children with this name, and returns them. */
  readonly elements: (name: string) => Element[];
  readonly foreign: () => string[];
}

function sift(parent: Element): Sifter {
  const left = [...elementsOf(parent)];
  const pull = (matches: (element: Element) => boolean): Element | undefined => {
    const at = left.findIndex(matches);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const all = (matches: (element: Element) => boolean): Element[] => {
    const found: Element[] = [];
    for (let next = pull(matches); next !== undefined; next = pull(matches)) found.push(next);
    return found;
  };
  const isPlain = ({ children, attributes }: Element): boolean =>
    !children.some(isElement) && Object.keys(attributes).every((name) => name === "type");
  return {
    notes: all((element) => element.name === "note" && isPlain(element) && textOf(element) !== "").map(
      textOf,
    ),
    first: pull,
    take: (name, type) => {
      const found = pull(
        (element) =>
          element.name === name &&
          element.attributes["type"] === type &&
          isPlain(element) &&
          textOf(element) !== "",
      );
      return found === undefined ? undefined : textOf(found);
    },
    references: (name, type, isTarget) =>
      all(
        ({ name: own, children, attributes }) =>
          own === name &&
          attributes["type"] === type &&
          isTarget(attributes["target"] ?? "") &&
          !children.some(isElement) &&
          Object.keys(attributes).every((key) => key === "type" || key === "target"),
      ).map((element) => ({ target: element.attributes["target"] ?? "", text: textOf(element) })),
    elements: (name) => all((element) => element.name === name),
    foreign: () => left.map(serialise),
  };
}

function conceptOf(entry: Element, id: string, reading: Reading): Concept {
  const children = sift(entry);
  const domain = children.take("descrip", "subjectField");
  const source = children.take("admin", "source");
  const referred = referencesOf(children, id);
  const definitions: { [language in Language]?: Definition } = {};
  const sections: Record<string, readonly string[]> = {};
  const terms: Term[] = [];
  for (const section of children.elements("langSec")) {
    const tag = section.attributes["xml:lang"] ?? "";
    const language = languageOf(tag);
    if (language === undefined) {
      sections[tag] = [...(sections[tag] ?? []), ...elementsOf(section).map(serialise)];
      continue;
    }
    const inside = sift(section);
    const definition = definitions[language] === undefined ? definitionIn(inside) : undefined;
    if (definition !== undefined) definitions[language] = definition;
    const own = [...inside.elements("termSec"), ...inside.elements("ntig").map(flattened)];
    terms.push(...termsOf(own, { language, tag, id, reading }));
    const foreign = inside.foreign();
    if (foreign.length > 0) sections[tag] = [...(sections[tag] ?? []), ...foreign];
  }
  const foreign = foreignOf(children.foreign(), sections);
  if (terms.length === 0)
    reading.warnings.push({
      code: "language-missing",
      params: { id },
      place: { line: entry.line, unit: id },
    });
  return {
    id,
    ...(domain !== undefined && { domain }),
    ...(source !== undefined && { source }),
    ...(Object.keys(definitions).length > 0 && { definitions }),
    ...readConceptNotes(children.notes),
    ...referred,
    terms,
    ...(foreign !== undefined && { foreign }),
  };
}

/** An id that every format can use. */
const isConceptId = (target: string): boolean => /^[\p{L}\p{N}._:-]{1,200}$/u.test(target);
const isAddress = (target: string): boolean => /^https?:\/\/.{1,1990}$/u.test(target);

/** Relations to other concepts, links to pages, and the picture. What the model cannot hold stays foreign. */
function referencesOf(children: Sifter, id: string): Pick<Concept, "relations" | "links" | "picture"> {
  const found = RELATION_TYPES.flatMap((type) =>
    children
      .references(...TBX_RELATIONS[type], (target) => isConceptId(target) && target !== id)
      .map(({ target }) => ({ type, concept: target })),
  );
  const links = children
    .references("xref", "externalCrossReference", isAddress)
    .map(({ target, text }) => ({ url: target, ...(text !== "" && { text }) }));
  let pictures = 0;
  const [picture] = children.references(
    "xref",
    "xGraphic",
    (target) => isAddress(target) && (pictures += 1) === 1,
  );
  return {
    ...(found.length > 0 && { relations: found }),
    ...(links.length > 0 && { links }),
    ...(picture !== undefined && { picture: picture.target }),
  };
}

function foreignOf(
  children: readonly string[],
  sections: Readonly<Record<string, readonly string[]>>,
): Foreign | undefined {
  const hasSections = Object.keys(sections).length > 0;
  if (children.length === 0 && !hasSections) return undefined;
  return { ...(children.length > 0 && { children }), ...(hasSections && { sections }) };
}

/** The definition of a section: alone, or in a `descripGrp` that holds only the definition and its source. */
function definitionIn(section: Sifter): Definition | undefined {
  const alone = section.take("descrip", "definition");
  if (alone !== undefined) return { text: alone };
  const sourced = (group: Element): Definition | undefined => {
    const inside = sift(group);
    const text = inside.take("descrip", "definition");
    const source = inside.take("admin", "source");
    if (text === undefined || inside.foreign().length > 0 || inside.notes.length > 0) return undefined;
    return source === undefined ? { text } : { text, source };
  };
  const group = section.first((element) => element.name === "descripGrp" && sourced(element) !== undefined);
  return group === undefined ? undefined : sourced(group);
}

/** An `ntig` of v2 as a `termSec`: v2 wraps the term and its notes in one more element, `termGrp`. */
function flattened(ntig: Element): Element {
  const children = ntig.children.flatMap((child) =>
    isElement(child) && child.name === "termGrp" ? child.children : [child],
  );
  return { ...ntig, name: "termSec", children };
}

/** Categories that programs use for the status of a term. The standard's own category comes first. */
const STATUS_CATEGORIES = [
  "administrativeStatus",
  "normativeAuthorization",
  "usageStatus",
  "status",
  "Status",
  "Usage",
  "usage",
  "termStatus",
  "Term Status",
] as const;

/** The status in a term section, and the unknown words that stand in its place. */
function statusIn(children: Sifter): { status?: TermStatus; unknown: string[] } {
  const unknown: string[] = [];
  for (const category of STATUS_CATEGORIES)
    for (const element of ["termNote", "descrip", "admin"]) {
      const word = children.take(element, category);
      if (word === undefined) continue;
      const status = statusOfWord(word);
      if (status !== undefined) return { status, unknown };
      unknown.push(word);
    }
  return { unknown };
}

interface SectionOf {
  readonly language: Language;
  readonly tag: string;
  /** Id of the concept. */
  readonly id: string;
  readonly reading: Reading;
}

function termsOf(sections: readonly Element[], { language, tag, id, reading }: SectionOf): Term[] {
  const terms: Term[] = [];
  for (const section of sections) {
    const children = sift(section);
    const [given = ""] = children.elements("term").map(textOf);
    if (given === "") throw new Problem("tbx-invalid", { rule: "term" }, { line: section.line });
    const text = given.normalize("NFC").replace(/\s+/gu, " ");
    const { status, unknown: words } = statusIn(children);
    const speech = children.take("termNote", "partOfSpeech");
    const type = children.take("termNote", "termType");
    const tbxGender = children.take("termNote", "grammaticalGender");
    const tbxNumber = children.take("termNote", "grammaticalNumber");
    const tbxRegister = children.take("termNote", "register");
    const gender = ourValue(TBX_GENDERS, tbxGender);
    const grammaticalNumber = ourValue(TBX_NUMBERS, tbxNumber);
    const register = ourValue(TBX_REGISTERS, tbxRegister);
    const region = children.take("termNote", "geographicalUsage");
    const usageNote = children.take("termNote", "usageNote");
    const institution = children.take("admin", "customerSubset");
    const citation = children.take("admin", "source");
    const partOfSpeech = PARTS_OF_SPEECH.find((known) => known === speech);
    const termType = TERM_TYPES.find((known) => known === type);
    const foreign = [
      ...unknown("partOfSpeech", speech, partOfSpeech),
      ...unknown("termType", type, termType),
      ...unknown("grammaticalGender", tbxGender, gender),
      ...unknown("grammaticalNumber", tbxNumber, grammaticalNumber),
      ...unknown("register", tbxRegister, register),
      ...children.foreign(),
    ];
    if (status === undefined) {
      if (words.length === 0) reading.assumed.add(statusKey(id, language, text));
      else {
        const params = { status: words.join(", ").slice(0, 100), term: text.slice(0, 100) };
        reading.warnings.push({
          code: "term-status-unknown",
          params,
          place: { line: section.line, unit: id },
        });
      }
    }
    // A term without a status is assumed to be preferred if it is the first. A term with an unknown status is not.
    const isFirst = !terms.some(({ administrativeStatus }) => administrativeStatus === "preferred");
    const assumed = {
      administrativeStatus: isFirst && words.length === 0 ? "preferred" : "admitted",
    } as const;
    const { notes = [], ...stated } = readTermNotes(children.notes);
    const shown = [...notes, ...words.map((word) => `administrativeStatus: ${word}`)];
    terms.push({
      language,
      ...(tag !== language && { tag }),
      text,
      ...(status ?? assumed),
      ...(partOfSpeech !== undefined && { partOfSpeech }),
      ...(termType !== undefined && { type: termType }),
      ...(gender !== undefined && { gender }),
      ...(grammaticalNumber !== undefined && { grammaticalNumber }),
      ...(register !== undefined && { register }),
      ...(region !== undefined && { region }),
      ...(usageNote !== undefined && { usageNote }),
      ...(institution !== undefined && { institution }),
      ...(citation !== undefined && { citation }),
      ...stated,
      ...(shown.length > 0 && { notes: shown }),
      ...(foreign.length > 0 && { foreign: { children: foreign } }),
    });
  }
  return terms;
}

/** The markup of a value that the model does not have, so that an export writes it unchanged. */
function unknown(category: string, value: string | undefined, known: string | undefined): string[] {
  if (value === undefined || known !== undefined) return [];
  return [serialise({ name: "termNote", attributes: { type: category }, children: [value], line: 0 })];
}
