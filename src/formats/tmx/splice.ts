import { DEFAULT_TAGS, type Language } from "../../domain/language.ts";
import type { ProblemData } from "../../domain/problem.ts";
import { type Content, isCode, sameContent } from "../../domain/segment.ts";
import { DEFAULT_LIMITS, type ReadOptions } from "../contract.ts";
import { escapeAttribute } from "../xml/xml-characters.ts";
import { decodeXml } from "../xml/decode.ts";
import { createEditing, type Edit } from "../xml/edits.ts";
import { createChooser } from "./choose-variants.ts";
import type { ScannedTu, ScannedVariant } from "./scan-state.ts";
import { createTmxScanner } from "./scan.ts";
import { writeSegment } from "./segment.ts";

/** New contents of a unit by language. */
export type VariantChanges = { readonly [language in Language]?: Content };

/**
 * Changes texts in the original memory. Header, properties, notes, dates, authors and other languages stay byte
 * for byte. A language that a unit lacks is added at the unit's end.
 *
 * @param changes by key, as `read` returns it; a content equal to the file's content is no change
 */
export function splice(
  original: Uint8Array,
  changes: ReadonlyMap<string, VariantChanges>,
  options: ReadOptions & { readonly tags?: { readonly [language in Language]?: string } } = {},
): { bytes: Uint8Array; findings: readonly ProblemData[] } {
  const decoded = decodeXml(original, options);
  const { text } = decoded;
  const chooser = createChooser();
  const left = new Map(changes);
  const editing = createEditing(original, decoded);
  const tagOf = (language: Language) =>
    options.tags?.[language] ?? chooser.tags[language] ?? DEFAULT_TAGS[language];
  const findings: ProblemData[] = [];
  const scanner = createTmxScanner(
    (tu) => {
      const edits: Edit[] = [];
      const units = chooser.unitsOf(tu);
      for (const unit of units) {
        const change = left.get(unit.key);
        if (change === undefined) continue;
        left.delete(unit.key);
        for (const [language, content] of Object.entries(change) as [Language, Content][]) {
          const variant = unit.variants[language];
          if (variant !== undefined && isSame(variant, content)) continue;
          // Languages that a further unit shares with the first one are written once, by the first unit.
          if (unit.further === undefined || unit.further === language)
            edits.push(
              variant === undefined
                ? added(text, tu, tagOf(language), content)
                : replaced(text, variant, content),
            );
          else if (!agrees(changes.get(tu.key)?.[language], content))
            findings.push({
              code: "unit-unknown",
              params: { key: unit.key },
              place: { unit: unit.key, language },
            });
        }
      }
      editing.apply(edits.toSorted((a, b) => a.start - b.start));
    },
    { limits: { ...DEFAULT_LIMITS, ...options.limits } },
  );
  scanner.parser.write(text);
  scanner.parser.close();
  for (const key of left.keys())
    findings.push({ code: "unit-unknown", params: { key }, place: { unit: key } });
  return { bytes: editing.bytes(), findings };
}

const withoutBreaks = (content: Content): Content =>
  content.filter((part) => !(isCode(part) && part.kind === "break"));

const isSame = (variant: ScannedVariant, content: Content): boolean =>
  sameContent(variant.content, withoutBreaks(content));

const agrees = (first: Content | undefined, content: Content): boolean =>
  first !== undefined && sameContent(withoutBreaks(first), withoutBreaks(content));

/** Replaces the text in the `seg` of a variant. */
function replaced(text: string, variant: ScannedVariant, content: Content): Edit {
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

/** Adds a `tuv` after the last one, with the same layout. */
function added(text: string, tu: ScannedTu, tag: string, content: Content): Edit {
  const last = tu.variants.at(-1);
  const at = last?.end ?? text.lastIndexOf("<", tu.end - 1);
  const space = last === undefined ? "" : (/>(\s*)$/u.exec(text.slice(tu.start, last.start))?.[1] ?? "");
  return {
    start: at,
    end: at,
    text: `${space}<tuv xml:lang="${escapeAttribute(tag)}"><seg>${writeSegment(content)}</seg></tuv>`,
  };
}
