import type { Concept, Term } from "../../domain/concept.ts";
import { DEFAULT_TAGS, LANGUAGES, languageOf } from "../../domain/language.ts";
import { escapeAttribute, escapeText } from "../xml/xml-characters.ts";
import type { GlossaryFile } from "../glossary/file.ts";
import { TBX_GENDERS, TBX_NUMBERS, TBX_REGISTERS, TBX_RELATIONS } from "./categories.ts";
import { conceptNotes, termNotes } from "./notes.ts";

const HEADER_SOURCE = "<sourceDesc><p>Written by Polynya.</p></sourceDesc>";

/**
 * Writes TBX-Basic v3 (ISO 30042:2019) in style DCA, with one `langSec` per language tag. Reading the file gives the
 * same concepts, except for generated forms.
 *
 * @throws {Problem} `character-invalid` for a character that XML cannot hold
 */
export function writeTbx(file: GlossaryFile): Uint8Array {
  const title = `<titleStmt><title>${escapeText(file.title ?? "Glossary")}</title></titleStmt>`;
  const header = file.header ?? `<fileDesc>${title}${HEADER_SOURCE}</fileDesc>`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<tbx type="TBX-Basic" style="dca" xml:lang="${DEFAULT_TAGS.en}" xmlns="urn:iso:std:iso:30042:ed-2">`,
    `  <tbxHeader>${header}</tbxHeader>`,
    "  <text>",
    "    <body>",
    ...file.concepts.flatMap(entryLines),
    "    </body>",
    ...(file.back === undefined ? [] : [`    ${file.back}`]),
    "  </text>",
    "</tbx>",
    "",
  ];
  return new TextEncoder().encode(lines.join("\n"));
}

const category = (element: string, type: string, value: string | undefined): string[] =>
  value === undefined ? [] : [`<${element} type="${type}">${escapeText(value)}</${element}>`];

/** An element that points to a concept or a page. */
const reference = (element: string, type: string, target: string, text: string): string =>
  `<${element} type="${type}" target="${escapeAttribute(target)}">${escapeText(text)}</${element}>`;

const noteLines = (notes: readonly string[]): string[] =>
  notes.map((note) => `<note>${escapeText(note)}</note>`);

const indented = (depth: number, lines: readonly string[]): string[] =>
  lines.map((line) => "  ".repeat(depth) + line);

function entryLines(concept: Concept): string[] {
  return indented(3, [
    `<conceptEntry id="${escapeAttribute(concept.id)}">`,
    ...indented(1, [
      ...category("descrip", "subjectField", concept.domain),
      ...category("admin", "source", concept.source),
      ...noteLines(conceptNotes(concept)),
      ...(concept.relations ?? []).map(({ type, concept: other }) =>
        reference(...TBX_RELATIONS[type], other, other),
      ),
      ...(concept.picture === undefined
        ? []
        : [reference("xref", "xGraphic", concept.picture, concept.picture)]),
      ...(concept.links ?? []).map(({ url, text = "" }) =>
        reference("xref", "externalCrossReference", url, text),
      ),
      ...(concept.foreign?.children ?? []),
      ...tagsOf(concept).flatMap((tag) => sectionLines(concept, tag)),
    ]),
    "</conceptEntry>",
  ]);
}

/** Tags of the concept's languages in our order, then the tags of languages that we do not support. */
function tagsOf(concept: Concept): string[] {
  const tags = concept.terms.map((term) => term.tag ?? term.language);
  const defined = LANGUAGES.filter(
    (language) =>
      concept.definitions?.[language] !== undefined &&
      !concept.terms.some((term) => term.language === language),
  );
  const rank = (tag: string): number => {
    const language = languageOf(tag);
    return language === undefined ? LANGUAGES.length : LANGUAGES.indexOf(language);
  };
  const all = new Set([...tags, ...defined, ...Object.keys(concept.foreign?.sections ?? {})]);
  return [...all].sort((a, b) => rank(a) - rank(b));
}

function sectionLines(concept: Concept, tag: string): string[] {
  const language = languageOf(tag);
  const terms = concept.terms.filter((term) => (term.tag ?? term.language) === tag);
  const first =
    language === undefined ? undefined : tagsOf(concept).find((other) => languageOf(other) === language);
  const definition = language === undefined || first !== tag ? undefined : concept.definitions?.[language];
  const defined = category("descrip", "definition", definition?.text);
  return [
    `<langSec xml:lang="${escapeAttribute(tag)}">`,
    ...indented(1, [
      ...(definition?.source === undefined
        ? defined
        : [
            "<descripGrp>",
            ...indented(1, [...defined, ...category("admin", "source", definition.source)]),
            "</descripGrp>",
          ]),
      ...(concept.foreign?.sections?.[tag] ?? []),
      ...terms.flatMap(termLines),
    ]),
    "</langSec>",
  ];
}

function termLines(term: Term): string[] {
  return [
    "<termSec>",
    ...indented(1, [
      `<term>${escapeText(term.text)}</term>`,
      ...category("termNote", "partOfSpeech", term.partOfSpeech),
      ...category("termNote", "administrativeStatus", `${term.administrativeStatus}Term-admn-sts`),
      ...category("termNote", "termType", term.type),
      ...category("termNote", "grammaticalGender", term.gender && TBX_GENDERS[term.gender]),
      ...category(
        "termNote",
        "grammaticalNumber",
        term.grammaticalNumber && TBX_NUMBERS[term.grammaticalNumber],
      ),
      ...category("termNote", "register", term.register && TBX_REGISTERS[term.register]),
      ...category("termNote", "geographicalUsage", term.region),
      ...category("termNote", "usageNote", term.usageNote),
      ...category("admin", "customerSubset", term.institution),
      ...category("admin", "source", term.citation),
      ...noteLines(termNotes(term)),
      ...(term.foreign?.children ?? []),
    ]),
    "</termSec>",
  ];
}
