import type { CheckId, Finding, Severity } from "../domain/finding.ts";
import { LANGUAGES } from "../domain/language.ts";
import type { Language } from "../domain/language.ts";
import { fold } from "../domain/normal-form.ts";
import { findPlaceholders, maskPlaceholders } from "../domain/placeholder.ts";
import type { Placeholder } from "../domain/placeholder.ts";
import { parseQuantities } from "../quantities/parse.ts";
import type { Quantity } from "../quantities/quantity.ts";
import { isCode, placeholderText, plainText } from "../domain/segment.ts";
import type { Content } from "../domain/segment.ts";
import type { Unit, Variant } from "../domain/unit.ts";
import { kindsOf } from "./character-kinds.ts";

/** What a check needs to know of a variant; a stored `Variant` and a bare `Draft` both are one. */
export type CheckedVariant = Pick<Variant, "content"> & Partial<Pick<Variant, "state" | "version" | "from">>;
/** A unit as the caller has it: stored, or texts that were just sent. */
export type CheckedUnit = Pick<Unit<CheckedVariant>, "id" | "variants"> &
  Partial<Pick<Unit, "document" | "key">>;

/** One language of a unit, with what several checks need and none should compute twice. */
export interface TextView {
  readonly language: Language;
  readonly variant: CheckedVariant;
  readonly content: Content;
  /** `plainText` of the content: what all ranges refer to. */
  readonly text: string;
  /** Bits of `KIND`: the kinds of characters that are in `text`. */
  readonly kinds: number;
  readonly quantities: () => readonly Quantity[];
  readonly placeholders: () => readonly Placeholder[];
  /** `text` with placeholders, tags and links blanked out, offsets kept: what people wrote for people. */
  readonly prose: () => string;
  /** What makes two texts the same: case, white space, which codes, and the mark at the end make no other text. */
  readonly comparable: () => string;
  /** True where an inline code stands within or at the ends of a range: what it shows there, nobody knows. */
  readonly hasCode: (start: number, end: number) => boolean;
}

/** A unit as checks see it. */
export interface UnitView {
  readonly id: string;
  readonly document: string;
  readonly unit: CheckedUnit;
  /** The variants that are there, in the order of `LANGUAGES`; empty ones too. */
  readonly texts: readonly TextView[];
  /** The variants that hold more than white space. */
  readonly written: readonly TextView[];
  /** Every two written variants, each pair once. */
  readonly pairs: readonly (readonly [TextView, TextView])[];
}

/** A finding as a check states it: which check and unit it is of is known, severity defaults to the check's. */
export type Issue = Omit<Finding, "check" | "unit" | "severity"> & { readonly severity?: Severity };
export type DocumentIssue = Issue & { readonly unit: string };

interface About {
  readonly id: CheckId;
  /** Of its findings, unless one says otherwise or a collection overrides it. */
  readonly severity: Severity;
}

/** Looks at one unit at a time. */
export interface UnitCheck extends About {
  readonly scope: "unit";
  readonly run: (unit: UnitView) => Iterable<Issue>;
}

/** Compares the units of a document or collection with each other. */
export interface DocumentCheck extends About {
  readonly scope: "document";
  readonly run: (units: readonly UnitView[]) => Iterable<DocumentIssue>;
}

export type Check = UnitCheck | DocumentCheck;

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

/** Where in the plain text the codes stand that are more than annotations. */
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
  let quantities: readonly Quantity[] | undefined;
  let placeholders: readonly Placeholder[] | undefined;
  let prose: string | undefined;
  let kinds: number | undefined;
  let comparable: string | undefined;
  const codes = variant.content.length > 1 ? codeOffsets(variant.content) : [];
  const found = () => (placeholders ??= findPlaceholders(text));
  const masked = () => (prose ??= maskPlaceholders(text, found()));
  return {
    language,
    variant,
    content: variant.content,
    text,
    get kinds() {
      return (kinds ??= kindsOf(text));
    },
    quantities: () => (quantities ??= parseQuantities(text, language, masked())),
    placeholders: found,
    hasCode: (start, end) => codes.some((at) => at >= start && at <= end),
    prose: masked,
    comparable: () =>
      (comparable ??= withoutEnd(
        fold(codes.length === 0 ? text : placeholderText(variant.content), language),
      )),
  };
}

/** `fold` leaves no white space but spaces, and none at the end. */
const ENDING = " .…。!！:：";

function withoutEnd(folded: string): string {
  let end = folded.length;
  while (end > 0 && ENDING.includes(folded.charAt(end - 1))) end--;
  return folded.slice(0, end);
}
