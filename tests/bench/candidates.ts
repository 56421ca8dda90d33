import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { type Language, LANGUAGES } from "../../src/domain/language.ts";
import { type Candidate, findCandidates } from "../../src/services/candidates/find-candidates.ts";
import { stemOf } from "../../src/terminology/candidates/russian-endings.ts";
import { singularOf } from "../../src/terminology/english.ts";
import { anna, testContext } from "../services/helpers.ts";
import { DEFAULT_CORPUS, requireCorpus } from "./_lookup-corpus.ts";

type GivenTexts = NonNullable<Parameters<typeof findCandidates>[2]["texts"]>;
type Terms = Readonly<Record<Language, readonly string[]>>;
type Rows = readonly Readonly<Record<Language, string>>[];

/** The domains of the corpus that are measured, with the number of units that the gold was written from. */
const TEXTS = { guide: 300, siril: 420, gnucash: 260, kleopatra: 190, qgis: 190 } as const;
type Text = keyof typeof TEXTS;
const NAMES: readonly Text[] = ["guide", "siril", "gnucash", "kleopatra", "qgis"];
const UNREAD: Text = "qgis";
/** The golds of some 300 concepts: the one of 30 November, written before the engine was run, and the older ones. */
const TOGETHER: readonly (readonly Text[])[] = [
  ["kleopatra", "qgis"],
  ["guide", "siril", "gnucash"],
];

const GOLD = join(import.meta.dirname, "candidates-gold");
const SEMINAR = join(import.meta.dirname, "../../tm/seminars/arkhangelsk-2023");

/**
 * How many candidates are terms, how many terms are found, and how many pairs are right; then the speed.
 * `--wrong` prints what is wrong, except for the unread halves: `qgis`, and the even base forms.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      corpus: { type: "string", default: DEFAULT_CORPUS },
      units: { type: "string", default: "100000" },
      tokens: { type: "string", default: "1000000" },
      text: { type: "string", multiple: true },
      wrong: { type: "boolean", default: false },
      speed: { type: "boolean", default: false },
    },
  });
  if (values.text === undefined) await baseForms(values.wrong);
  const isWanted = (name: string): boolean => values.text?.includes(name) ?? true;
  if (isWanted("seminar")) await quality("seminar", seminar(), values.wrong);
  const corpus = requireCorpus(values.corpus);
  if (corpus === undefined) return;
  const rowsOf = (name: Text): Rows => ofDomain(values.corpus, name).slice(0, TEXTS[name]);
  for (const name of NAMES)
    if (isWanted(name)) await quality(name, rowsOf(name), values.wrong && name !== UNREAD);
  // A text with a hundred terms has no first hundred that are all terms: the texts are measured together too.
  for (const names of TOGETHER)
    if (isWanted(names.join("+")))
      await quality(names.join("+"), names.flatMap(rowsOf), values.wrong && !names.includes(UNREAD));
  if (!values.speed) return;
  const rows = corpus.map((unit) => unit.texts);
  await speed(
    `${values.units} units, three languages`,
    columns(rows.slice(0, Number(values.units)), LANGUAGES),
  );
  for (const language of LANGUAGES) {
    const wanted = Number(values.tokens);
    const sentences: string[] = [];
    let tokens = 0;
    for (const row of rows) {
      if (tokens >= wanted) break;
      sentences.push(row[language]);
      tokens += language === "zh" ? row.zh.length / 1.6 : row[language].split(/\s+/u).length;
    }
    await speed(`${Math.round(tokens)} tokens, ${language}`, { [language]: sentences });
  }
}

/** The share of Russian phrases whose base form is right. The even lines of the gold are the unread half. */
async function baseForms(isShown: boolean): Promise<void> {
  const rows = readFileSync(join(GOLD, "base-forms.tsv"), "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const [bases = "", ...sentences] = line.split("\t");
      const phrases = sentences.map((sentence) => /\[(.*)\]/u.exec(sentence)?.[1] ?? "");
      return { bases: bases.split(" / "), phrases, sentences };
    });
  const ru = rows.flatMap(({ sentences }) => sentences.map((sentence) => sentence.replaceAll(/[[\]]/gu, "")));
  const found = await allCandidates(await testContext(), { ru });
  for (const half of [0, 1]) {
    const own = rows.filter((_, at) => at % 2 === half);
    const wrong = own.flatMap(({ bases, phrases }) => {
      const candidate = found.find(({ forms }) => phrases.every((phrase) => forms.ru?.includes(phrase)));
      const given = candidate?.terms.ru ?? "not found";
      return bases.includes(given) ? [] : [`${bases[0] ?? ""} (${given})`];
    });
    console.log(
      `base forms, ${half === 0 ? "read" : "unread"} half: ${share(own.length - wrong.length, own.length)}`,
    );
    if (isShown && half === 0) console.log(`  wrong: ${wrong.join("; ")}`);
  }
}

async function allCandidates(
  context: Awaited<ReturnType<typeof testContext>>,
  texts: GivenTexts,
): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (let after: string | undefined = "0"; after !== undefined;) {
    const page = await findCandidates(context, anna, { texts, limit: 1000, after });
    found.push(...page.candidates);
    after = page.next ?? undefined;
  }
  return found;
}

/** The units of one kind of text: the fourth column of the corpus names it. */
function ofDomain(path: string, domain: string): Rows {
  const bytes = readFileSync(path);
  const text = new TextDecoder().decode(path.endsWith(".gz") ? gunzipSync(bytes) : bytes);
  return text.split("\n").flatMap((line) => {
    const [en = "", ru = "", zh = "", own] = line.split("\t");
    return own === domain ? [clean({ en, ru, zh })] : [];
  });
}

const clean = (texts: Readonly<Record<Language, string>>) => {
  const plain = (text: string) =>
    text
      .replaceAll(/<[^<>]*>/gu, "")
      .replaceAll(String.raw`\n`, " ")
      .replaceAll(/\s+/gu, " ")
      .trim();
  return { en: plain(texts.en), ru: plain(texts.ru), zh: plain(texts.zh) };
};

/** The units of the starter seminar, from its XLIFF files. */
function seminar(): Rows {
  const read = (file: string): Map<string, readonly [string, string]> => {
    const text = readFileSync(join(SEMINAR, file), "utf8");
    const units = [...text.matchAll(/<unit id="([^"]+)"[\s\S]*?<\/unit>/gu)];
    return new Map(
      units.map(([unit, id = ""]) => {
        const part = (name: string) =>
          [...unit.matchAll(new RegExp(`<${name}[^>]*>([\\s\\S]*?)</${name}>`, "gu"))]
            .map(([, content = ""]) => content.replaceAll(/<ph[^>]*>/gu, "\n").replaceAll(/<[^>]*>/gu, ""))
            .join(" ")
            .replaceAll("&amp;", "&");
        return [id, [part("source"), part("target")]];
      }),
    );
  };
  const chinese = read("en-zh.xlf");
  return [...read("en-ru.xlf")].map(([id, [en, ru]]) => ({ en, ru, zh: chinese.get(id)?.[1] ?? "" }));
}

const columns = (rows: Rows, languages: readonly Language[]): GivenTexts =>
  Object.fromEntries(languages.map((language) => [language, rows.map((row) => row[language])]));

/** A term as it is compared with the gold: words without their endings; Chinese as it is. */
function normal(text: string, language: Language): string {
  const lower = text.toLowerCase().replaceAll("ё", "е");
  if (language === "zh")
    return lower
      .replaceAll(/[《》 ]/gu, "")
      .replaceAll("(", "（")
      .replaceAll(")", "）");
  const words = lower.split(/[^\p{L}\p{N}.]+/u).filter((word) => word !== "" && word !== "the");
  return words.map((word) => (language === "ru" ? stemOf(word) : (singularOf(word) ?? word))).join(" ");
}

/** Russian stems may differ by an ending that looks like part of the stem. */
function isSame(one: string, other: string, language: Language): boolean {
  if (one === other || language !== "ru") return one === other;
  const [a, b] = [one.split(" "), other.split(" ")];
  return (
    a.length === b.length &&
    a.every((word, at) => {
      const peer = b[at] ?? "";
      return (word.startsWith(peer) || peer.startsWith(word)) && Math.abs(word.length - peer.length) <= 2;
    })
  );
}

function goldOf(name: string): Terms[] {
  return name.split("+").flatMap((one) => {
    const file = join(GOLD, `${one}.tsv`);
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    return lines.map((line) => {
      const [en = [], ru = [], zh = []] = line
        .split("\t")
        .map((cell) => cell.split(" / ").map((term) => term.trim()));
      return { en, ru, zh };
    });
  });
}

const has = (terms: readonly string[], forms: readonly string[] | undefined, language: Language): boolean =>
  (forms ?? []).some((form) =>
    terms.some((term) => isSame(normal(term, language), normal(form, language), language)),
  );

/** The base form, which is what a person reads, and the forms that occur. */
function namesIn({ terms, forms }: Candidate, language: Language): readonly string[] {
  const base = terms[language];
  return [...(base === undefined ? [] : [base]), ...(forms[language] ?? [])];
}

/** Occurrences of a concept in the texts of the language that has most. */
function frequencyOf(terms: Terms, texts: Readonly<Record<Language, readonly string[]>>): number {
  const counts = LANGUAGES.flatMap((language) =>
    terms[language].map((term) => {
      const wanted = language === "zh" ? normal(term, language) : ` ${normal(term, language)} `;
      return texts[language].reduce((sum, text) => sum + text.split(wanted).length - 1, 0);
    }),
  );
  return Math.max(...counts);
}

async function quality(name: string, rows: Rows, isShown: boolean): Promise<void> {
  const gold = goldOf(name);
  const context = await testContext();
  const texts = {
    en: rows.map(({ en }) => ` ${normal(en, "en")} `),
    ru: rows.map(({ ru }) => ` ${normal(ru, "ru")} `),
    zh: rows.map(({ zh }) => normal(zh, "zh")),
  };
  for (const languages of [LANGUAGES, ["en"], ["ru"], ["zh"]] as const) {
    const found = await allCandidates(context, columns(rows, languages));
    const isTerm = (candidate: Candidate) =>
      gold.some((terms) =>
        languages.some((language) => has(terms[language], namesIn(candidate, language), language)),
      );
    const wrong = found.slice(0, 100).filter((candidate) => !isTerm(candidate));
    const only = (terms: Terms): Terms => ({
      en: languages.some((one) => one === "en") ? terms.en : [],
      ru: languages.some((one) => one === "ru") ? terms.ru : [],
      zh: languages.some((one) => one === "zh") ? terms.zh : [],
    });
    const frequent = gold.filter((terms) => frequencyOf(only(terms), texts) >= 3);
    const missed = frequent.filter(
      (terms) =>
        !found.some((candidate) =>
          languages.some((language) => has(terms[language], namesIn(candidate, language), language)),
        ),
    );
    console.log(
      `${name} ${languages.join(",")}: precision of the first 100: ${100 - wrong.length} %; recall of ${frequent.length} concepts that occur three times: ${share(frequent.length - missed.length, frequent.length)}`,
    );
    if (isShown)
      console.log(`  no terms: ${wrong.map(({ terms }) => Object.values(terms).join(" | ")).join("; ")}`);
    if (isShown) console.log(`  missed: ${missed.map(({ en }) => en[0]).join("; ")}`);
    if (languages.length > 1) pairs(frequent, found, isShown);
  }
}

/** Of the candidates with an English term of the gold, the share whose other terms are right. */
function pairs(gold: readonly Terms[], found: readonly Candidate[], isShown: boolean): void {
  let right = 0;
  let none = 0;
  const wrong: string[] = [];
  for (const terms of gold) {
    const candidate = found.find(({ forms }) => has(terms.en, forms.en, "en"));
    if (candidate === undefined) continue;
    for (const language of ["ru", "zh"] as const) {
      if (candidate.terms[language] === undefined) none += 1;
      else if (has(terms[language], namesIn(candidate, language), language)) right += 1;
      else wrong.push(`${candidate.terms.en ?? ""} → ${candidate.terms[language]}`);
    }
  }
  console.log(
    `  pairs: ${share(right, right + wrong.length)} right of those given; ${none} of ${right + wrong.length + none} not given`,
  );
  if (isShown) console.log(`  wrong pairs: ${wrong.join("; ")}`);
}

const share = (part: number, of: number): string =>
  `${((100 * part) / Math.max(1, of)).toFixed(1)} % (${part}/${of})`;

async function speed(what: string, texts: GivenTexts): Promise<void> {
  const context = await testContext();
  const [started, processor] = [performance.now(), process.cpuUsage()];
  const { total } = await findCandidates(context, anna, { texts, limit: 100, least: 2 });
  const { user, system } = process.cpuUsage(processor);
  console.log(
    `${what}: load ${(loadavg()[0] ?? 0).toFixed(1)}, ${((performance.now() - started) / 1000).toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of processor), ${total} candidates, ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  );
}
