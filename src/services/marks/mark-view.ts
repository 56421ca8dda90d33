import { sha256 } from "../../domain/bytes.ts";
import type { Language } from "../../domain/language.ts";
import { plainText } from "../../domain/segment.ts";
import type { StoredMark } from "../../storage/rows/marks.ts";
import { type StoredUnit, unitId, unitsByNumber } from "../../storage/rows/units.ts";
import type { Context } from "../context.ts";

/** A mark in answers. */
export interface MarkView extends Pick<
  StoredMark,
  | "language"
  | "version"
  | "start"
  | "end"
  | "stretch"
  | "category"
  | "severity"
  | "comment"
  | "author"
  | "time"
> {
  readonly id: string;
  readonly unit: string;
  /** Key of the unit. */
  readonly key: string;
  readonly document: string;
  /** True when the text has changed since: the mark is about an earlier text. */
  readonly earlier: boolean;
  /** Set when it was taken away. */
  readonly removed?: { readonly time: string; readonly author: string };
}

export const markId = (n: number): string => `m${n.toString(36)}`;

/** The number from the id of a mark; `undefined` when the text is no such id. */
export const markNumber = (id: string): number | undefined =>
  /^m[0-9a-z]{1,10}$/u.test(id) ? Number.parseInt(id.slice(1), 36) : undefined;

/** Hash by which a mark knows its text: of the text without codes. */
export const textHashOf = (text: string): Promise<string> => sha256(text);

/** Adds to each mark where its unit stands, and whether the text is still the one that was marked. */
export async function markViews({ storage }: Context, marks: readonly StoredMark[]): Promise<MarkView[]> {
  const units = await unitsByNumber(storage, [...new Set(marks.map(({ unit }) => unit))]);
  const byNumber = new Map(units.map((unit) => [unit.n, unit]));
  const hashes = new Map<string, Promise<string | undefined>>();
  const currentHash = (unit: StoredUnit, language: Language): Promise<string | undefined> => {
    const name = `${unit.n} ${language}`;
    const content = unit.variants[language]?.content;
    const hash =
      hashes.get(name) ??
      (content === undefined ? Promise.resolve(undefined) : textHashOf(plainText(content)));
    hashes.set(name, hash);
    return hash;
  };
  const views: MarkView[] = [];
  for (const { n, unit: number, textHash, removed, removedBy, ...mark } of marks) {
    const unit = byNumber.get(number);
    if (unit === undefined) continue;
    views.push({
      id: markId(n),
      unit: unitId(number),
      key: unit.key,
      document: unit.document,
      ...mark,
      earlier: (await currentHash(unit, mark.language)) !== textHash,
      ...(removed === null ? {} : { removed: { time: removed, author: removedBy ?? "" } }),
    });
  }
  return views;
}
