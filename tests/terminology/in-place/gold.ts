import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Term } from "../../../src/domain/concept.ts";
import type { Language } from "../../../src/domain/language.ts";
import { buildFinder } from "../../../src/terminology/finder.ts";
import { termInPlace } from "../../../src/terminology/in-place/term-in-place.ts";

/** A sentence written for this measurement, before and after a person has replaced a term in it. */
interface Case {
  readonly from: string;
  readonly to: string;
  readonly old: string;
  readonly wanted: string;
}

/**
 * Sets of sentences. `third` has Russian alone. `kept`: written together with `second`, and its mistakes are counted but not looked at, so that it
 * says what unseen text gives.
 */
const SETS = { first: ".", second: "second", kept: "kept", third: "third" } as const;
type GoldSet = keyof typeof SETS;

/** The sentences of a language: a heading names the terms, `[old|new]` the texts. */
function casesOf(language: Language, set: GoldSet): Case[] {
  const file = resolve(import.meta.dirname, "../../fixtures/term-in-place", SETS[set], `${language}.txt`);
  let [from, to] = ["", ""];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => {
      if (line.startsWith("# ")) {
        [from = "", to = ""] = line.slice(2).split(" → ");
        return [];
      }
      const side = (part: string) => line.replace(/\[([^|\]]*)\|([^\]]*)\]/gu, part);
      return [{ from, to, old: side("$1"), wanted: side("$2") }];
    });
}

const termOf = (language: Language, text: string): Term => ({
  language,
  text,
  administrativeStatus: "preferred",
});

/** What the program proposes; `undefined` if the term is not found. */
export function proposed(language: Language, { from, to, old }: Omit<Case, "wanted">) {
  const concept = {
    id: "c",
    status: "approved" as const,
    terms: [termOf(language, from), termOf(language, to)],
  };
  const hit = buildFinder([concept])
    .find(old, language)
    .find(({ index }) => index === 0);
  if (hit === undefined) return undefined;
  const proposal = termInPlace(old, { ...hit, term: termOf(language, from) }, termOf(language, to));
  return {
    doubt: proposal.doubt,
    text: old.slice(0, proposal.start) + proposal.text + old.slice(proposal.end),
  };
}

/** All sentences of a set in a language with the proposals: how many are sure, and which of them are wrong. */
export function measure(language: Language, set: GoldSet = "first") {
  const results = casesOf(language, set).map((one) => ({ ...one, proposal: proposed(language, one) }));
  const sure = results.filter(({ proposal }) => proposal !== undefined && proposal.doubt === undefined);
  const wrong = sure.filter(({ proposal, wanted }) => proposal?.text !== wanted);
  return { results, sure, wrong };
}
