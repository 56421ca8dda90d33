import { PARTS_OF_SPEECH, TERM_TYPES } from "../../domain/concept.ts";
import type { AdministrativeStatus, Concept, Definition, Foreign, Term } from "../../domain/concept.ts";
import { languageOf } from "../../domain/language.ts";
import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import type { ProblemData } from "../../domain/problem.ts";
import { DEFAULT_LIMITS } from "../contract.ts";
import type { ReadOptions } from "../contract.ts";
import type { GlossaryFile } from "../glossary/file.ts";
import { decodeXml } from "../xml/decode.ts";
import { parseXml } from "../xml/reader.ts";
import type { XmlElement } from "../xml/reader.ts";
import { elementsOf, isElement, META_CATEGORIES, serialise, textOf } from "./elements.ts";
import type { Element } from "./elements.ts";
import { readConceptNotes, readTermNotes } from "./notes.ts";

/** TBX v3, ISO 30042:2019. */
const NAMESPACE = "urn:iso:std:iso:30042:ed-2";

/** Names of v2 (ISO 30042:2008) for what v3 calls otherwise. */
const RENAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    termEntry: "conceptEntry",
    langSet: "langSec",
    tig: "termSec",
    martifHeader: "tbxHeader",
  }),
);

/**
 * Reads TBX v3 in either style (DCA: `<descrip type="definition">`, DCT: `<basic:definition>`) and v2
 * (`martif`, with `tig` or `ntig`). What the model has no place for is kept as markup, in style DCA.
 * Throws `Problem`: `tbx-invalid`, and what `decodeXml` and `parseXml` throw.
 */
export function readTbx(bytes: Uint8Array, options: ReadOptions = {}): GlossaryFile {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { text } = decodeXml(bytes, options);
  const concepts: Concept[] = [];
  const warnings: ProblemData[] = [];
  const ids = new Set<string>();
  const outside: { title?: string; header?: string; back?: string } = {};
  const stack: Element[] = [];
  let root: string | undefined;

  const take = (element: Element): void => {
    if (element.name === "conceptEntry") {
      if (concepts.length >= limits.units) throw new Problem("too-large", { limit: limits.units });
      const concept = conceptOf(element, concepts.length);
      if (ids.has(concept.id)) {
        throw new Problem("tbx-invalid", { rule: "id-unique", id: concept.id }, { line: element.line });
      }
      ids.add(concept.id);
      if (concept.terms.length === 0) {
        warnings.push({
          code: "language-missing",
          params: { id: concept.id },
          place: { line: element.line },
        });
      }
      concepts.push(concept);
    } else if (element.name === "tbxHeader") {
      const title = findFirst(element, "title");
      if (title !== undefined) outside.title = textOf(title);
      outside.header = elementsOf(element).map(serialise).join("");
    } else if (element.name === "back") outside.back = serialise(element);
  };
  parseXml(
    text,
    {
      open: (xml) => {
        root ??= rootOf(xml);
        if (stack.length > 0 || isKept(xml)) stack.push(elementOf(xml));
      },
      text: (part) => {
        const parent = stack.at(-1);
        if (parent === undefined) return;
        if (part.length > limits.text)
          throw new Problem("too-long", { limit: limits.text }, { line: parent.line });
        const last = parent.children.at(-1);
        if (typeof last === "string") parent.children[parent.children.length - 1] = last + part;
        else parent.children.push(part);
      },
      close: () => {
        const element = stack.pop();
        const parent = stack.at(-1);
        if (element === undefined) return;
        if (parent === undefined) take(element);
        else parent.children.push(element);
      },
    },
    limits,
  );
  return { ...outside, concepts, ...(warnings.length > 0 && { warnings }) };
}

function rootOf(xml: XmlElement): string {
  const isV3 = xml.local === "tbx" && (xml.uri === NAMESPACE || xml.uri === "");
  if (!isV3 && xml.local !== "martif") {
    throw new Problem("tbx-invalid", { rule: "root", element: xml.name }, { line: xml.line });
  }
  return xml.local;
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

function findFirst(element: Element, name: string): Element | undefined {
  for (const child of elementsOf(element)) {
    const found = child.name === name ? child : findFirst(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Children by what they are for; what nobody takes is foreign. */
interface Sifter {
  readonly notes: string[];
  readonly first: (matches: (element: Element) => boolean) => Element | undefined;
  /** Text of the first child `name` of that type, which is then taken. */
  readonly take: (name: string, type: string) => string | undefined;
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
    elements: (name) => all((element) => element.name === name),
    foreign: () => left.map(serialise),
  };
}

function conceptOf(entry: Element, index: number): Concept {
  const children = sift(entry);
  const domain = children.take("descrip", "subjectField");
  const source = children.take("admin", "source");
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
    terms.push(...termsOf(own, language, tag));
    const foreign = inside.foreign();
    if (foreign.length > 0) sections[tag] = [...(sections[tag] ?? []), ...foreign];
  }
  const foreign = foreignOf(children.foreign(), sections);
  return {
    id: entry.attributes["id"] ?? `entry-${index + 1}`,
    ...(domain !== undefined && { domain }),
    ...(source !== undefined && { source }),
    ...(Object.keys(definitions).length > 0 && { definitions }),
    ...readConceptNotes(children.notes),
    terms,
    ...(foreign !== undefined && { foreign }),
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

/** A definition alone, or in a `descripGrp` with nothing but its source. */
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

/** v2 wraps the term and its notes once more: `ntig/termGrp`. */
function flattened(ntig: Element): Element {
  const children = ntig.children.flatMap((child) =>
    isElement(child) && child.name === "termGrp" ? child.children : [child],
  );
  return { ...ntig, name: "termSec", children };
}

const STATUSES: ReadonlyMap<string, AdministrativeStatus> = new Map([
  ["preferredTerm-admn-sts", "preferred"],
  ["admittedTerm-admn-sts", "admitted"],
  ["deprecatedTerm-admn-sts", "deprecated"],
  ["supersededTerm-admn-sts", "superseded"],
  ["preferredTerm", "preferred"],
  ["admittedTerm", "admitted"],
  ["deprecatedTerm", "deprecated"],
  ["supersededTerm", "superseded"],
  ["preferred", "preferred"],
  ["admitted", "admitted"],
  ["deprecated", "deprecated"],
  ["obsolete", "superseded"],
  ["superseded", "superseded"],
]);

function termsOf(sections: readonly Element[], language: Language, tag: string): Term[] {
  const terms: Term[] = [];
  for (const section of sections) {
    const children = sift(section);
    const [text = ""] = children.elements("term").map(textOf);
    if (text === "") throw new Problem("tbx-invalid", { rule: "term" }, { line: section.line });
    const status =
      children.take("termNote", "administrativeStatus") ??
      children.take("termNote", "normativeAuthorization");
    const speech = children.take("termNote", "partOfSpeech");
    const type = children.take("termNote", "termType");
    const institution = children.take("admin", "customerSubset");
    const citation = children.take("admin", "source");
    const partOfSpeech = PARTS_OF_SPEECH.find((known) => known === speech);
    const termType = TERM_TYPES.find((known) => known === type);
    const foreign = [
      ...unknown("partOfSpeech", speech, partOfSpeech),
      ...unknown("termType", type, termType),
      ...children.foreign(),
    ];
    // Without a status, the first term of a language is the one to use.
    const assumed = terms.some(({ administrativeStatus }) => administrativeStatus === "preferred")
      ? "admitted"
      : "preferred";
    terms.push({
      language,
      ...(tag !== language && { tag }),
      text: text.normalize("NFC").replace(/\s+/gu, " "),
      administrativeStatus: STATUSES.get(status ?? "") ?? assumed,
      ...(partOfSpeech !== undefined && { partOfSpeech }),
      ...(termType !== undefined && { type: termType }),
      ...(institution !== undefined && { institution }),
      ...(citation !== undefined && { citation }),
      ...readTermNotes(children.notes),
      ...(foreign.length > 0 && { foreign: { children: foreign } }),
    });
  }
  return terms;
}

/** A value that the model does not know goes out as it came in. */
function unknown(category: string, value: string | undefined, known: string | undefined): string[] {
  if (value === undefined || known !== undefined) return [];
  return [serialise({ name: "termNote", attributes: { type: category }, children: [value], line: 0 })];
}
