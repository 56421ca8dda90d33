import { DEFAULT_TAGS, LANGUAGES, type Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import type { Draft, Note } from "../../domain/unit.ts";
import { baseItems, type ByKey, ITEM_PREFIX } from "../unit-base.ts";
import type { ExchangeUnit, FileOfAnySize, UnitBase, WriteOptions } from "../contract.ts";
import { createOutput, UNIT_BYTES } from "../output.ts";
import { escapeAttribute, escapeText } from "../xml/xml-characters.ts";
import { PROPERTY } from "./scan.ts";
import { writeSegment } from "./segment.ts";

export interface TmxWriteOptions extends WriteOptions {
  /** Our ids and versions of units, by key. They are written as `prop`s. */
  readonly bases?: ByKey<UnitBase>;
  /** Languages to write; by default all, or only `source` and `target` if these are given. */
  readonly languages?: readonly Language[];
}

/**
 * Writes TMX 1.4b (valid against `tmx14.dtd`) in UTF-8, with all languages of a unit in one `tu`. TMX has no
 * states, so they are written as `prop type="x-polynya-state"` of the variant. The division of a unit into
 * segments is not written.
 *
 * @throws {Problem} `character-invalid` for a control character, with the unit
 */
export function write(file: FileOfAnySize, options: TmxWriteOptions = {}): Uint8Array {
  const { source = file.source } = options;
  const pair = [options.source, options.target].filter((language) => language !== undefined);
  const languages = options.languages ?? (pair.length === 2 ? pair : LANGUAGES);
  const tag = (language: Language) => file.tags[language] ?? DEFAULT_TAGS[language];
  const output = createOutput({ size: file.units.length * UNIT_BYTES, sink: options.sink });
  for (const part of [
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n',
    '  <header creationtool="Polynya" creationtoolversion="1" segtype="sentence" o-tmf="Polynya" adminlang="en"',
    ` srclang="${source === undefined ? "*all*" : escapeAttribute(tag(source))}" datatype="plaintext">`,
    file.title === undefined ? "" : `\n    <note>${escapeText(file.title)}</note>\n  `,
    "</header>\n  <body>\n",
  ])
    output.add(part);
  for (const unit of file.units) {
    if (unit.rejection !== undefined) continue;
    try {
      output.add(translationUnit(unit, languages, tag, options.bases?.get(unit.key)));
    } catch (error) {
      if (error instanceof Problem)
        throw new Problem(error.code, error.params, { ...error.place, unit: unit.key });
      throw error;
    }
  }
  output.add("  </body>\n</tmx>\n");
  return output.bytes();
}

/** Writes one `tu`; "" when the unit has none of the languages. @throws {Problem} `character-invalid` */
export function translationUnit(
  unit: ExchangeUnit,
  languages: readonly Language[],
  tag: (language: Language) => string,
  base: UnitBase | undefined,
): string {
  const variants: [Language, Draft][] = [];
  for (const language of languages) {
    const draft = unit.variants[language];
    if (draft !== undefined) variants.push([language, draft]);
  }
  if (variants.length === 0) return "";
  const ofVariant = (note: Note) => variants.find(([language]) => noteTag(note) === tag(language))?.[0];
  const props =
    base === undefined ? [] : baseItems(base).map(([name, value]) => property(ITEM_PREFIX + name, value));
  const lines = [
    ...props,
    ...unit.notes.filter((note) => ofVariant(note) === undefined).map((note) => remark(note)),
  ];
  const tuvs = variants.map(([language, draft]) => {
    const own = unit.notes
      .filter((note) => ofVariant(note) === language)
      .map((note) => remark(note, tag(language)));
    const inner = [
      ...own,
      property(`${ITEM_PREFIX}state`, draft.state),
      `<seg>${writeSegment(draft.content)}</seg>`,
    ];
    return `<tuv xml:lang="${escapeAttribute(tag(language))}">${inner.join("")}</tuv>`;
  });
  const id = /^#\d+$/u.test(unit.key) ? "" : ` tuid="${escapeAttribute(unit.key)}"`;
  return `    <tu${id}>\n${[...lines, ...tuvs].map((line) => `      ${line}\n`).join("")}    </tu>\n`;
}

const property = (type: string, value: string) =>
  `<prop type="${escapeAttribute(type)}">${escapeText(value)}</prop>`;

/** The language tag in the category of a note: `ru-RU` or `prop:ru-RU:TYPE`. */
function noteTag({ category = "" }: Note): string {
  return /^prop:([^:]+):/u.exec(category)?.[1] ?? category;
}

function remark({ text, category }: Note, tag?: string): string {
  if (category?.startsWith(PROPERTY) !== true) return `<note>${escapeText(text)}</note>`;
  const type = category.slice(PROPERTY.length);
  return property(tag !== undefined && type.startsWith(`${tag}:`) ? type.slice(tag.length + 1) : type, text);
}
