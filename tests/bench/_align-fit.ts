import { alignTriangle, pairSigns } from "../../src/alignment/bead-signs.ts";
import { terms } from "../../src/alignment/confidence.ts";
import { coreLexicon } from "../../src/alignment/core-vocabulary.ts";
import { decode } from "../../src/alignment/minimum-risk.ts";
import { prepareText } from "../../src/alignment/prepared-text.ts";
import { stem } from "../../src/alignment/stem.ts";
import { LANGUAGES, type Language } from "../../src/domain/language.ts";
import { alignPair } from "./_align-pair.ts";
import { type GoldDocument, goldDocuments, isRight, range } from "./_align-gold.ts";
import { DAMAGE, pseudoDocuments, type Triple } from "./_align-pseudo.ts";

/** Number of times that the easy gold documents are damaged, each time at the rates of the easy and the middle set. */
const SEEDS = [101, 102, 103];

function developmentDocuments(): GoldDocument[] {
  const easy = goldDocuments("ntrex-easy") ?? [];
  const runs = easy.map((document) =>
    document.gold.tri
      .filter((bead) => bead.every((side) => side.length === 1))
      .map((bead): Triple => {
        const text = (side: number, language: Language) =>
          document.langs[language][bead[side]?.[0] ?? 0] ?? "";
        return { en: text(0, "en"), ru: text(1, "ru"), zh: text(2, "zh") };
      }),
  );
  return [
    ...easy,
    ...(goldDocuments("ntrex-mid") ?? []),
    ...SEEDS.flatMap((seed) => [
      ...pseudoDocuments(runs, DAMAGE.easy, seed),
      ...pseudoDocuments(runs, DAMAGE.mid, seed),
    ]),
  ];
}

interface Example {
  readonly terms: readonly number[];
  readonly right: boolean;
}

/**
 * Fits the weights of `confidence.ts` and prints them. The data are the easy and middle gold documents, and documents
 * made from their sentences.
 */
export function fitConfidence(): void {
  const core = coreLexicon();
  const pairs: Example[] = [];
  const triangles: Example[] = [];
  for (const document of developmentDocuments()) {
    const text = (language: Language) =>
      prepareText(
        language,
        document.langs[language].map((sentence) => ({ text: sentence })),
        language === "zh" ? core.entries : undefined,
        (word) => stem(word, language),
      );
    const [en, ru, zh] = [text("en"), text("ru"), text("zh")];
    const models = (
      [
        ["en-ru", en, ru],
        ["en-zh", en, zh],
        ["ru-zh", ru, zh],
      ] as const
    ).map(([name, source, target]) => {
      const lexicons = [
        {
          forward: core.between(source.language, target.language),
          backward: core.between(target.language, source.language),
        },
      ];
      const model = alignPair(source, target, { lexicons });
      const beads = decode(source.size, target.size, model.band, model.posteriors);
      const right = isRight(document.gold[name]);
      pairSigns(model, beads).forEach((signs, index) => {
        const bead = beads[index];
        if (bead === undefined) return;
        pairs.push({ terms: terms(signs), right: right([range(bead.i, bead.a), range(bead.j, bead.b)]) });
      });
      return model;
    });
    const triangle = alignTriangle(models, [en.size, ru.size, zh.size]);
    const right = isRight(document.gold.tri);
    triangle.signs.forEach((signs, index) => {
      const bead = triangle.beads[index];
      if (bead === undefined) return;
      triangles.push({
        terms: terms(signs),
        right: right(LANGUAGES.map((_, side) => range(bead.start[side] ?? 0, bead.size[side] ?? 0))),
      });
    });
  }
  if (pairs.length === 0) return console.log("fit: skipped, no gold documents");
  for (const [name, examples] of [
    ["PAIR_WEIGHTS", pairs],
    ["TRIANGLE_WEIGHTS", triangles],
  ] as const) {
    console.log(
      `${name} = [${logistic(examples)
        .map((weight) => weight.toFixed(3))
        .join(", ")}] from ${examples.length} beads`,
    );
  }
}

/** Logistic regression by Newton's method with a small L2 penalty. */
function logistic(examples: readonly Example[]): number[] {
  const size = examples[0]?.terms.length ?? 0;
  const penalty: number = 0.5;
  let weights = Array.from({ length: size }, () => 0);
  for (let iteration = 0; iteration < 50; iteration += 1) {
    // rows of the Hessian with the gradient as last column
    const rows = weights.map((weight, i) =>
      weights.map((_, j) => (i === j ? penalty : 0)).concat(-penalty * weight),
    );
    for (const { terms: x, right } of examples) {
      const p = 1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0)));
      rows.forEach((row, i) => {
        const xi = x[i] ?? 0;
        for (let j = 0; j < size; j += 1) row[j] = (row[j] ?? 0) + p * (1 - p) * xi * (x[j] ?? 0);
        row[size] = (row[size] ?? 0) + ((right ? 1 : 0) - p) * xi;
      });
    }
    rows.forEach((row, i) => {
      const pivot = row[i] ?? 1;
      rows.forEach((other, k) => {
        if (k === i) return;
        const factor = (other[i] ?? 0) / pivot;
        for (let j = i; j <= size; j += 1) other[j] = (other[j] ?? 0) - factor * (row[j] ?? 0);
      });
    });
    weights = weights.map((weight, i) => weight + (rows[i]?.[size] ?? 0) / (rows[i]?.[i] ?? 1));
  }
  return weights;
}
