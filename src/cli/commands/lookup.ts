import type { z } from "zod";
import { detectLanguage } from "../../domain/detect-language.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { lookupSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Job } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { oneLine } from "../talk/terminal.ts";

/** The most segments that one request carries. */
const BATCH = 100;
/** So much text is enough to tell its language. */
const SAMPLE = 10_000;

/** What sentences were before: exact, in-context and similar ones with their other languages. */
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
  run: async (job) => {
    const texts = await textsOf(job.args, job.world.readInput);
    if (texts.length === 0) throw new Failure(EXIT.usage, "no-text");
    const source = job.languageOption("source") ?? detected(texts);
    const targets = job.languageList("target") ?? LANGUAGES.filter((language) => language !== source);
    const client = await job.client();
    const collections = job.values("collection");
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
          threshold: job.number("threshold", 0, 1),
          limit: job.number("limit", 1, 100),
          ...(collections.length === 0 ? {} : { collections }),
        },
      });
      results.push(...answer.results);
      for (const [index, { matches }] of answer.results.entries()) {
        human += `${job.paint("bold", oneLine(batch[index] ?? ""))}\n`;
        if (matches.length === 0) human += `  ${job.t("talk.no-match")}\n`;
        human += matches.map((match) => shown(job, match)).join("");
        if (answer.results[index]?.truncated) human += `  ${job.paint("dim", job.t("match.more"))}\n`;
      }
    }
    job.print({ source, targets, results }, () => human);
    return EXIT.done;
  },
};

type CliMatch = z.infer<typeof lookupSchema>["results"][number]["matches"][number];

/** A match in lines: how good and what it was, then each translation with what took points off it. */
function shown(job: Job, match: CliMatch): string {
  const { via, explanation } = match;
  const what = [
    job.t(`kinds.${match.kind}`),
    ...(match.ambiguous ? [job.t("match.ambiguous")] : []),
    ...(via ? [job.t("match.via", { language: oneLine(via.language ?? ""), text: oneLine(via.text) })] : []),
  ];
  let lines = `  ${match.score}  ${what.join(", ")}  ${oneLine(match.source.text)}  ${job.paint("dim", oneLine(match.document))}\n`;
  for (const [language, target] of Object.entries(match.targets)) {
    const { text, state, score, penalties, adapted, original = "" } = target;
    const remarks = [
      ...(state === undefined ? [] : [oneLine(state)]),
      ...(score === undefined || score === match.score ? [] : [String(score)]),
      ...penalties.map(({ name, points }) => `${job.t(`penalties.${name}`)} −${points}`),
      ...(adapted ? [job.t("match.adapted", { original: oneLine(original) })] : []),
      ...(!adapted && (explanation?.numbers.length ?? 0) > 0 ? [job.t("match.other-numbers")] : []),
    ];
    const about = remarks.length === 0 ? "" : `  ${job.paint("dim", remarks.join("; "))}`;
    lines += `    ${oneLine(language)}  ${oneLine(text)}${about}\n`;
  }
  return lines;
}

async function textsOf(args: readonly string[], read: () => Promise<Uint8Array>): Promise<string[]> {
  if (args.length !== 1 || args[0] !== "-") return args.filter((text) => text.trim() !== "");
  const input = new TextDecoder().decode(await read());
  return input.split(/\r?\n/u).filter((line) => line.trim() !== "");
}

/** @throws {Failure} `language-unclear` (2) */
export function detected(texts: readonly string[]): Language {
  const { language } = detectLanguage(texts.join("\n").slice(0, SAMPLE));
  if (language === undefined) throw new Failure(EXIT.usage, "language-unclear");
  return language;
}
