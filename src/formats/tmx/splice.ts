import { DEFAULT_TAGS, type Language, languageOf, LANGUAGES } from "../../domain/language.ts";
import { misfit, type ProblemData, problemOfUnit } from "../../domain/problem.ts";
import { type Content, isCode, sameContent } from "../../domain/segment.ts";
import {
  DEFAULT_LIMITS,
  type ExchangeUnit,
  type FileOfAnySize,
  type ReadOptions,
  type SplicedFile,
  type WriteOptions,
} from "../contract.ts";
import { unitsByKey } from "../units-by-key.ts";
import { escapeAttribute } from "../xml/xml-characters.ts";
import { decodeXmlParts } from "../xml/decode.ts";
import type { Edit } from "../edits.ts";
import { foreignWarning } from "../foreign-text.ts";
import { attributeEdit, createEditingInParts, type TextView } from "../xml/edits.ts";
import { type ChosenUnit, createChooser } from "./choose-variants.ts";
import type { ScannedTu, ScannedVariant, StartTag } from "./scan-state.ts";
import { createTmxScanner } from "./scan.ts";
import { writeSegment } from "./segment.ts";
import { translationUnit } from "./write.ts";

/**
 * Writes the texts of a document into the memory that came in. Header, properties, notes, dates, authors and other
 * languages stay byte for byte, and so do units that only the memory has. A language that a unit lacks is added at the
 * unit's end, and a unit that the memory lacks after its last one. A text without a place is a warning; all else is written.
 * With a source, the header and the units name it as the language that they are translated from.
 *
 * @returns `undefined` for a memory without units, where there is no place for new ones
 */
export function splice(
  original: Uint8Array,
  file: Pick<FileOfAnySize, "units" | "tags">,
  options: ReadOptions & Pick<WriteOptions, "sink" | "foreign"> = {},
): SplicedFile | undefined {
  const decoded = decodeXmlParts(original, options);
  const chooser = createChooser();
  const wanted = unitsByKey(file.units);
  const left = wanted.copy();
  const editing = createEditingInParts(original, decoded, options.sink);
  const { text } = editing;
  const tagOf = (language: Language) =>
    file.tags[language] ?? chooser.tags[language] ?? DEFAULT_TAGS[language];
  const warnings: ProblemData[] = [];
  const { source } = options;
  let last: ScannedTu | undefined;
  const scanner = createTmxScanner(
    (tu) => {
      const edits: Edit[] = [];
      if (source !== undefined) {
        const { attributes, tag } = scanner.header();
        if (last === undefined && tag !== undefined)
          editing.apply(sourceEdits(text, tag, attributes["srclang"], source, tagOf(source)));
        const own = tu.variants.find(({ language }) => language === source);
        if (own !== undefined) edits.push(...sourceEdits(text, tu, tu.srclang, source, own.tag));
      }
      last = tu;
      for (const unit of chooser.unitsOf(tu)) {
        const change = left.get(unit.key);
        left.delete(unit.key);
        if (change === undefined || tu.rejection !== undefined) continue;
        const first = wanted.get(tu.key);
        edits.push(...editsOf(text, tu, unit, change, { first, tagOf, warnings, foreign: options.foreign }));
      }
      editing.apply(edits);
    },
    { limits: { ...DEFAULT_LIMITS, ...options.limits } },
  );
  for (const part of decoded.parts()) {
    editing.feed(part);
    scanner.parser.write(part);
    // Units that the memory lacks will stand behind the last one.
    if (last !== undefined) editing.pass(last.end);
  }
  scanner.parser.close();
  if (last === undefined) return left.size === 0 ? { bytes: original, warnings, added: 0 } : undefined;
  let added = 0;
  for (const unit of left.values()) {
    const markup = guarded(unit.key, warnings, () => translationUnit(unit, LANGUAGES, tagOf, undefined));
    if (markup === undefined || markup === "") continue;
    editing.apply([{ start: last.end, end: last.end, text: `\n${markup.trimEnd()}` }]);
    added += 1;
  }
  return { bytes: editing.bytes(), warnings, added };
}

/** Names the language that is translated from, where a header or a unit names another one. `*all*` is every language. */
function sourceEdits(
  text: TextView,
  { start, contentStart }: StartTag,
  named: string | undefined,
  source: Language,
  tag: string,
): Edit[] {
  if (named === undefined || named.toLowerCase() === "*all*" || languageOf(named) === source) return [];
  return attributeEdit(text, start, contentStart, "srclang", tag);
}

interface Splicing {
  /** The unit of the first variants of the `tu`. */
  readonly first: ExchangeUnit | undefined;
  readonly tagOf: (language: Language) => string;
  readonly warnings: ProblemData[];
  readonly foreign: WriteOptions["foreign"];
}

/** The edits that give one unit of a `tu` its texts. */
function editsOf(
  text: TextView,
  tu: ScannedTu,
  unit: ChosenUnit,
  { key, variants }: ExchangeUnit,
  { first, tagOf, warnings, foreign }: Splicing,
): Edit[] {
  const edits = LANGUAGES.flatMap((language): Edit[] => {
    const content = variants[language]?.content;
    const variant = unit.variants[language];
    const isOwn = unit.further === undefined || unit.further === language;
    if (content === undefined) {
      if (!isOwn || variant === undefined || variant.content.length === 0) return [];
      const warning = foreignWarning(key, language, variant.content, foreign);
      if (warning !== undefined) warnings.push(warning);
      return foreign?.stay === true && warning !== undefined ? [] : [removed(text, variant)];
    }
    if (variant !== undefined && isSame(variant, content)) return [];
    // Languages that a further unit shares with the first one are written once, by the first unit.
    if (!isOwn) {
      if (!agrees(first?.variants[language]?.content, content)) warnings.push(misfit(key, language));
      return [];
    }
    const edit = guarded(key, warnings, () =>
      variant === undefined ? added(text, tu, tagOf(language), content) : replaced(text, variant, content),
    );
    return edit === undefined ? [] : [edit];
  });
  return edits.length > 0 && text.slice(tu.end - 2, tu.end) === "/>" ? [filled(tu, edits)] : edits;
}

/** Opens a `<tu/>` for its new variants. */
const filled = ({ end }: ScannedTu, variants: readonly Edit[]): Edit => ({
  start: end - 2,
  end,
  text: `>${variants.map((edit) => edit.text).join("")}</tu>`,
});

/** What was made; `undefined` with a warning for a text that XML cannot hold. */
function guarded<T>(unit: string, warnings: ProblemData[], make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    warnings.push(problemOfUnit(error, unit));
    return undefined;
  }
}

const withoutBreaks = (content: Content): Content =>
  content.filter((part) => !(isCode(part) && part.kind === "break"));

const isSame = (variant: ScannedVariant, content: Content): boolean =>
  sameContent(variant.content, withoutBreaks(content));

const agrees = (first: Content | undefined, content: Content): boolean =>
  first !== undefined && sameContent(withoutBreaks(first), withoutBreaks(content));

/** Replaces the text in the `seg` of a variant. */
function replaced(text: TextView, variant: ScannedVariant, content: Content): Edit {
  const body = writeSegment(content);
  if (!variant.hasSeg) {
    const close = text.lastIndexOf("<", variant.end - 1);
    return close === variant.start
      ? { start: variant.end - 2, end: variant.end, text: `><seg>${body}</seg></tuv>` }
      : { start: close, end: close, text: `<seg>${body}</seg>` };
  }
  if (!variant.segSelfClosing) return { start: variant.segStart, end: variant.segEnd, text: body };
  const slash = text.lastIndexOf("/", variant.segStart - 1);
  return { start: slash, end: variant.segStart, text: `>${body}</seg>` };
}

/** Removes a variant whose text the document does not have any more, with the white space before it. */
function removed(text: TextView, { start, end }: ScannedVariant): Edit {
  let from = start;
  while (/\s/u.test(text.charAt(from - 1))) from -= 1;
  return { start: from, end, text: "" };
}

/** Adds a `tuv` after the last one, with the same layout. */
function added(text: TextView, tu: ScannedTu, tag: string, content: Content): Edit {
  const last = tu.variants.at(-1);
  const at = last?.end ?? text.lastIndexOf("<", tu.end - 1);
  const space = last === undefined ? "" : (/>(\s*)$/u.exec(text.slice(tu.start, last.start))?.[1] ?? "");
  return {
    start: at,
    end: at,
    text: `${space}<tuv xml:lang="${escapeAttribute(tag)}"><seg>${writeSegment(content)}</seg></tuv>`,
  };
}
