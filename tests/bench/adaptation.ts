import { parseArgs } from "node:util";
import { type Language, LANGUAGES } from "../../src/domain/language.ts";
import { figuresOf } from "../../src/quantities/figures.ts";
import { plainText } from "../../src/domain/segment.ts";
import { comparable } from "../../src/matching/comparable-text.ts";
import { adaptNumbers } from "../../src/matching/offer.ts";
import { compareWith, queryOf } from "../../src/matching/score.ts";
import { type CorpusUnit, DEFAULT_CORPUS, requireCorpus } from "./_lookup-corpus.ts";

/** Most pairs from one text that differ only in numbers, because some texts occur with a hundred different numbers. */
const PAIRS = 3;
const LONGEST = 300;

interface Tally {
  offered: number;
  /** Offered translations that equal the person's text, apart from case, width and white space. */
  same: number;
  left: number;
}

/**
 * Measures how good adapted numbers are. It takes pairs of units whose sources differ only in numbers, adapts the
 * numbers in the translation of one, and compares the result with the translation that a person wrote for the other. The
 * baseline offers the translation unchanged. `--show N` prints N results that differ from the person's text.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { corpus: { type: "string", default: DEFAULT_CORPUS }, show: { type: "string", default: "0" } },
  });
  const units = requireCorpus(values.corpus);
  if (units === undefined) return;
  const others: string[] = [];
  console.log("direction  pairs  offered  a person's very words  of those offered  as it is");
  for (const source of LANGUAGES) {
    const pairs = pairsOf(units, source);
    for (const target of LANGUAGES.filter((language) => language !== source)) {
      const tally: Tally = { offered: 0, same: 0, left: 0 };
      let asItIs = 0;
      for (const [known, wanted] of pairs) {
        const text = known.texts[source];
        const query = queryOf([wanted.texts[source]], source);
        const { numbers } = compareWith(query, [text], comparable(text, source), 0.01) ?? {};
        if (numbers === undefined) continue;
        const gold = comparable(wanted.texts[target], target);
        if (comparable(known.texts[target], target) === gold) asItIs += 1;
        const content = adaptNumbers([known.texts[target]], target, numbers);
        const adapted = content && plainText(content);
        if (adapted === undefined) tally.left += 1;
        else {
          tally.offered += 1;
          if (comparable(adapted, target) === gold) tally.same += 1;
          else others.push(`${source}→${target}: ${adapted}\n       ${wanted.texts[target]}`);
        }
      }
      const all = tally.offered + tally.left;
      const share = ((100 * tally.same) / Math.max(1, tally.offered)).toFixed(1);
      console.log(
        `${source} → ${target}    ${all}    ${tally.offered}    ${tally.same}    ${share} %    ${asItIs}`,
      );
    }
  }
  const step = others.length / Math.max(1, Number(values.show));
  for (let at = 0; at < Number(values.show); at += 1) console.log(others[Math.floor(at * step)] ?? "");
}

/** Neighbouring units among those whose texts differ only in numbers. */
function pairsOf(units: readonly CorpusUnit[], source: Language): (readonly [CorpusUnit, CorpusUnit])[] {
  const groups = new Map<string, CorpusUnit[]>();
  for (const unit of units) {
    const text = unit.texts[source];
    if (text.length > LONGEST) continue;
    const figures = figuresOf(text, source);
    if (figures.length === 0) continue;
    let at = 0;
    let rest = "";
    for (const { start, end, kind } of figures) {
      rest += `${text.slice(at, start)}\u0001${kind}`;
      at = end;
    }
    const key = comparable(rest + text.slice(at), source);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [unit]);
    else group.push(unit);
  }
  return [...groups.values()].flatMap((group) =>
    group
      .slice(1)
      .map((unit, at) => [group[at] as CorpusUnit, unit] as const)
      .filter(([a, b]) => a.texts[source] !== b.texts[source])
      .slice(0, PAIRS),
  );
}
