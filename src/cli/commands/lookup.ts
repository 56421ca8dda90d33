import type { z } from "zod";
import { detectLanguage } from "../../domain/detect-language.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { lookupSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { oneLine } from "../talk/terminal.ts";

/** Most segments in one request. */
const BATCH = 100;
/** UTF-16 units of a text that are enough to detect its language. */
const SAMPLE = 10_000;

/** Finds earlier sentences that are equal or similar, with their translations. */
export const lookup: Command = {
  usage: "TEXT... | -",
  arguments: [1, 1000],
  options: {
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE,…" },
    collection: { argument: "ID", multiple: true },
    threshold: { argument: "0-1" },
    limit: { argument: "N" },
  },
  run: async (invocation) => {
    const texts = await textsOf(invocation.args, invocation.environment.readInput);
    if (texts.length === 0) throw new Failure(EXIT.usage, "no-text");
    const source = invocation.languageOption("source") ?? detected(texts);
    const targets = invocation.languageList("target") ?? LANGUAGES.filter((language) => language !== source);
    const client = await invocation.client();
    const collections = invocation.values("collection");
    const results: unknown[] = [];
    let human = "";
    for (let at = 0; at < texts.length; at += BATCH) {
      const batch = texts.slice(at, at + BATCH);
      const answer = await client.json(lookupSchema, "POST", api`/lookup`, {
        repeatable: true,
        body: {
          source,
          targets,
          segments: batch.map((text) => ({ text })),
          threshold: invocation.number("threshold", 0, 1),
          limit: invocation.number("limit", 1, 100),
          ...(collections.length === 0 ? {} : { collections }),
        },
      });
      results.push(...answer.results);
      for (const [index, { matches }] of answer.results.entries()) {
        human += `${invocation.paint("bold", oneLine(batch[index] ?? ""))}\n`;
        if (matches.length === 0) human += `  ${invocation.t("talk.no-match")}\n`;
        human += matches.map((match) => shown(invocation, match)).join("");
        if (answer.results[index]?.truncated)
          human += `  ${invocation.paint("dim", invocation.t("match.more"))}\n`;
      }
    }
    invocation.print({ source, targets, results }, () => human);
    return EXIT.done;
  },
};

type CliMatch = z.infer<typeof lookupSchema>["results"][number]["matches"][number];

/** A match as lines: its score and source text, then each translation with its penalties. */
function shown(invocation: Invocation, match: CliMatch): string {
  const { via, explanation } = match;
  const what = [
    invocation.t(`kinds.${match.kind}`),
    ...(match.ambiguous ? [invocation.t("match.ambiguous")] : []),
    ...(via
      ? [
          invocation.t("match.via", {
            language: via.language === undefined ? "" : invocation.t(`languages.${via.language}`),
            text: oneLine(via.text),
          }),
        ]
      : []),
  ];
  let lines = `  ${match.score}  ${what.join(", ")}  ${oneLine(match.source.text)}  ${invocation.paint("dim", oneLine(match.document))}\n`;
  for (const [language, target] of Object.entries(match.targets)) {
    const { text, state, score, penalties, adapted, original = "" } = target;
    const remarks = [
      ...(state === undefined ? [] : [oneLine(state)]),
      ...(score === undefined || score === match.score ? [] : [String(score)]),
      ...penalties.map(({ name, points }) => `${invocation.t(`penalties.${name}`)} −${points}`),
      ...(adapted ? [invocation.t("match.adapted", { original: oneLine(original) })] : []),
      ...(!adapted && (explanation?.numbers.length ?? 0) > 0 ? [invocation.t("match.other-numbers")] : []),
    ];
    const about = remarks.length === 0 ? "" : `  ${invocation.paint("dim", remarks.join("; "))}`;
    lines += `    ${oneLine(language)}  ${oneLine(text)}${about}\n`;
  }
  return lines;
}

/** The texts that were typed, or the lines of standard input for `-`. */
export async function textsOf(args: readonly string[], read: () => Promise<Uint8Array>): Promise<string[]> {
  if (args.length !== 1 || args[0] !== "-") return args.filter((text) => text.trim() !== "");
  return linesOf(await read());
}

/** The lines of standard input that have a text. */
export const linesOf = (input: Uint8Array): string[] =>
  new TextDecoder()
    .decode(input)
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== "");

/** @throws {Failure} `language-unclear` (2) */
export function detected(texts: readonly string[]): Language {
  const { language } = detectLanguage(texts.join("\n").slice(0, SAMPLE));
  if (language === undefined) throw new Failure(EXIT.usage, "language-unclear");
  return language;
}
