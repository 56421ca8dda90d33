import type { CheckId, Finding, Severity } from "../domain/finding.ts";
import { LANGUAGES } from "../domain/language.ts";
import type { Language } from "../domain/language.ts";
import { fold } from "../domain/normal-form.ts";
import { findPlaceholders, maskPlaceholders } from "../domain/placeholder.ts";
import type { Placeholder } from "../domain/placeholder.ts";
import type { SubtitleLimits } from "../domain/subtitle-limits.ts";
import { parseQuantities } from "../quantities/parse.ts";
import { quantified, type Quantified } from "../quantities/quantified.ts";
import type { Quantity } from "../quantities/quantity.ts";
import { signsOf } from "../quantities/quantity-hint.ts";
import { isCode, placeholderText, plainText } from "../domain/segment.ts";
import type { Content } from "../domain/segment.ts";
import type { Unit, Variant } from "../domain/unit.ts";
import { kindsOf } from "./character-kinds.ts";
import { textLength } from "./text-length.ts";

/** The part of a variant that checks need. A stored `Variant` and a `Draft` both have it. */
export type CheckedVariant = Pick<Variant, "content"> & Partial<Pick<Variant, "state" | "version" | "from">>;
/** A unit to check: a stored unit, or texts that the caller sent. */
export type CheckedUnit = Pick<Unit<CheckedVariant>, "id" | "variants"> &
  Partial<Pick<Unit, "document" | "key" | "context">>;

/** One language of a unit, with results that several checks share. */
export interface TextView {
  readonly language: Language;
  readonly variant: CheckedVariant;
  readonly content: Content;
  /** `plainText` of the content. All ranges refer to it. */
  readonly text: string;
  /** The kinds of characters in `text`, as bits of `KIND`. */
  readonly kinds: number;
  readonly quantities: () => readonly Quantity[];
  /** The text with its quantities, for comparisons. */
  readonly quantified: () => Quantified;
  /** `textLength` of the text: its length in English letters. */
  readonly letters: number;
  readonly placeholders: () => readonly Placeholder[];
  /** `text` with spaces in place of placeholders, tags and links; offsets stay the same. */
  readonly prose: () => string;
  /** A key that is equal for texts that differ only in case, white space, kinds of codes, or the mark at the end. */
  readonly comparable: () => string;
  /** True if an inline code is inside a range or at its ends. The text that the code displays is unknown. */
  readonly hasCode: (start: number, end: number) => boolean;
}

/** A unit with the views of its languages that checks share. */
export interface UnitView {
  readonly id: string;
  readonly document: string;
  readonly unit: CheckedUnit;
  /** All variants in the order of `LANGUAGES`, including empty ones. */
  readonly texts: readonly TextView[];
  /** The variants that contain more than white space. */
  readonly written: readonly TextView[];
  /** Each pair of written variants, once. */
  readonly pairs: readonly (readonly [TextView, TextView])[];
}

/** A finding without its check and unit, which the caller knows. The default severity is that of the check. */
export type Issue = Omit<Finding, "check" | "unit" | "severity"> & { readonly severity?: Severity };
export type DocumentIssue = Issue & { readonly unit: string };

interface About {
  readonly id: CheckId;
  /** Default severity of its findings. A finding or a collection can set another one. */
  readonly severity: Severity;
}

/** Settings of a collection that single checks need. */
export interface CheckParameters {
  readonly subtitles: SubtitleLimits;
}

/** Checks one unit at a time. */
export interface UnitCheck extends About {
  readonly scope: "unit";
  readonly run: (unit: UnitView, parameters: CheckParameters) => Iterable<Issue>;
}

/** Compares the units of a document or collection with each other. */
export interface DocumentCheck extends About {
  readonly scope: "document";
  readonly run: (units: readonly UnitView[]) => Iterable<DocumentIssue>;
}

export type Check = UnitCheck | DocumentCheck;

/** Prepares a unit for the checks. */
export function viewOf(unit: CheckedUnit): UnitView {
  const texts: TextView[] = [];
  for (const language of LANGUAGES) {
    const variant = unit.variants[language];
    if (variant !== undefined) texts.push(textView(language, variant));
  }
  const written = texts.filter(({ text }) => text.trim() !== "");
  const pairs: (readonly [TextView, TextView])[] = [];
  for (const [at, a] of written.entries()) for (const b of written.slice(at + 1)) pairs.push([a, b]);
  return { id: unit.id, document: unit.document ?? "", unit, texts, written, pairs };
}

/** Offsets in the plain text of the codes that are not annotations or breaks. */
function codeOffsets(content: Content): number[] {
  const offsets: number[] = [];
  let at = 0;
  for (const part of content) {
    if (!isCode(part)) at += part.length;
    else if (part.annotation !== true && part.kind !== "break") offsets.push(at);
  }
  return offsets;
}

function textView(language: Language, variant: CheckedVariant): TextView {
  const [first] = variant.content;
  const text = typeof first === "string" && variant.content.length === 1 ? first : plainText(variant.content);
  let counted: Quantified | undefined;
  let letters: number | undefined;
  let placeholders: readonly Placeholder[] | undefined;
  let prose: string | undefined;
  let kinds: number | undefined;
  let comparable: string | undefined;
  const codes = variant.content.length > 1 ? codeOffsets(variant.content) : [];
  const found = () => (placeholders ??= findPlaceholders(text));
  const masked = () => (prose ??= maskPlaceholders(text, found()));
  const count = (): Quantified => {
    if (counted !== undefined) return counted;
    const signs = signsOf(text, language);
    return (counted = quantified(language, text, parseQuantities(text, language, masked(), signs), signs));
  };
  return {
    language,
    variant,
    content: variant.content,
    text,
    get kinds() {
      return (kinds ??= kindsOf(text));
    },
    get letters() {
      return (letters ??= textLength(text));
    },
    quantities: () => count().quantities,
    quantified: count,
    placeholders: found,
    hasCode: (start, end) => codes.some((at) => at >= start && at <= end),
    prose: masked,
    comparable: () =>
      (comparable ??= withoutEnd(
        fold(codes.length === 0 ? text : placeholderText(variant.content), language),
      )),
  };
}

/** Marks and spaces that are ignored at the end of a folded text. */
const ENDING = " .…。!！:：";

function withoutEnd(folded: string): string {
  let end = folded.length;
  while (end > 0 && ENDING.includes(folded.charAt(end - 1))) end--;
  return folded.slice(0, end);
}
