import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Language } from "../../src/domain/language.ts";

/** A bead as lists of sentence numbers, one list for each language. */
export type Links = readonly (readonly number[])[];

export interface GoldDocument {
  readonly id: string;
  readonly langs: Record<Language, string[]>;
  /** Number of the paragraph of each sentence, if the set has paragraphs. */
  readonly para?: Record<Language, number[]>;
  readonly gold: Record<"en-ru" | "en-zh" | "ru-zh" | "tri", Links[]>;
}

export const GOLD = join(import.meta.dirname, "../../../shared/data/align");
export const SETS = ["ntrex-easy", "ntrex-mid", "ntrex-hard", "osg6"] as const;

export function goldDocuments(set: string): GoldDocument[] | undefined {
  const file = join(GOLD, `${set}.json.gz`);
  if (!existsSync(file)) return undefined;
  return (JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as { docs: GoldDocument[] }).docs;
}

export const range = (start: number, size: number): number[] =>
  Array.from({ length: size }, (_, k) => start + k);
export const keyOf = (bead: Links): string => bead.map((side) => side.join(",")).join("|");

/** Sentences, by side and number, without a link in the gold. The gold does not list them. */
export function isRight(gold: readonly Links[]): (bead: Links) => boolean {
  const keys = new Set(gold.map(keyOf));
  const linked = new Set(
    gold.flatMap((bead) => bead.flatMap((side, index) => side.map((n) => `${index}:${n}`))),
  );
  return (bead) => {
    if (keys.has(keyOf(bead))) return true;
    const sides = bead.filter((side) => side.length > 0).length;
    return sides === 1 && bead.every((side, index) => side.every((n) => !linked.has(`${index}:${n}`)));
  };
}

/** Size of a bead in characters. A Chinese character counts three times. */
export const weightOf = (document: GoldDocument, languages: readonly Language[], bead: Links): number =>
  bead.reduce((sum, side, index) => {
    const language = languages[index] ?? "en";
    return (
      sum +
      side.reduce(
        (length, n) => length + (document.langs[language][n]?.length ?? 0) * (language === "zh" ? 3 : 1),
        0,
      )
    );
  }, 0);
