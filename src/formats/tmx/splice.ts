import { DEFAULT_TAGS, type Language } from "../../domain/language.ts";
import type { ProblemData } from "../../domain/problem.ts";
import { type Content, isCode, sameContent } from "../../domain/segment.ts";
import { DEFAULT_LIMITS, type ReadOptions } from "../contract.ts";
import { escapeAttribute } from "../xml/xml-characters.ts";
import { decodeXml } from "../xml/decode.ts";
import { createEditing, type Edit } from "../xml/edits.ts";
import { createChooser } from "./choose-variants.ts";
import type { ScannedTu } from "./scan-state.ts";
import { createTmxScanner } from "./scan.ts";
import { writeSegment } from "./segment.ts";

/** New contents of a unit by language. */
export type VariantChanges = { readonly [language in Language]?: Content };

/**
 * The original memory with other texts, in place: header, properties, notes, dates, authors and all languages that are
 * not ours stay as they are, byte for byte. A language that a unit does not have yet is added at its end.
 *
 * @param changes by key, as `read` gives it; a content equal to the file's own is no change
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
  const scanner = createTmxScanner(
    (tu) => {
      const chosen = chooser.choose(tu);
      const change = left.get(tu.key);
      if (change === undefined) return;
      left.delete(tu.key);
      const edits: Edit[] = [];
      for (const [language, content] of Object.entries(change) as [Language, Content][]) {
        const variant = chosen[language];
        if (variant === undefined)
          edits.push(
            added(
              text,
              tu,
              options.tags?.[language] ?? chooser.tags[language] ?? DEFAULT_TAGS[language],
              content,
            ),
          );
        else if (
          !sameContent(
            variant.content,
            content.filter((part) => !(isCode(part) && part.kind === "break")),
          )
        ) {
          const body = writeSegment(content);
          if (variant.segSelfClosing) {
            const slash = text.lastIndexOf("/", variant.segStart - 1);
            edits.push({ start: slash, end: variant.segStart, text: `>${body}</seg>` });
          } else edits.push({ start: variant.segStart, end: variant.segEnd, text: body });
        }
      }
      editing.apply(edits);
    },
    { limits: { ...DEFAULT_LIMITS, ...options.limits } },
  );
  scanner.parser.write(text);
  scanner.parser.close();
  const findings = [...left.keys()].map((key): ProblemData => ({
    code: "unit-unknown",
    params: { key },
    place: { unit: key },
  }));
  return { bytes: editing.bytes(), findings };
}

/** A further `tuv` after the last one, laid out as that is. */
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
