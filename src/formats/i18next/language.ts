import { type Language, languageOf } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import type { ReadOptions } from "../contract.ts";
import { originalName } from "../copied-name.ts";

/** A language, optionally with script and region: `ru`, `zh-CN`, `zh_Hans_CN`; not `en-routes`. */
const TAG = /^[a-z]{2,3}(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|\d{3}))?$/iu;

/** A tag with a region or script at the end of a name: `messages_zh_CN`. */
const REGION = /(?<=_)[a-z]{2,3}_(?:[A-Z]{2}|Han[st])$/u;

/**
 * The language in the path of a file of strings, with its tag: `locales/ru/site.json`, `site.zh-CN.json`,
 * `site_ru.json`, `ru.json`, `ru (1).json`. The file name is tried first, then the folders from the nearest one outwards.
 */
export function languageInPath(path: string): { language: Language; tag: string } | undefined {
  const [name = "", ...folders] = path.slice(-1024).split(/[/\\]/u).toReversed();
  const stems = [name, originalName(name)].map((one) => one.replace(/\.[^.]*$/u, ""));
  const parts = stems.flatMap((stem) => [
    stem,
    stem.split(".").at(-1) ?? "",
    REGION.exec(stem)?.[0] ?? "",
    stem.split("_").at(-1) ?? "",
  ]);
  for (const part of [...parts, ...folders]) {
    const language = TAG.test(part) ? languageOf(part) : undefined;
    if (language !== undefined) return { language, tag: part.replaceAll("_", "-") };
  }
  return undefined;
}

/**
 * The language of a file that holds one language and does not name it. The language in its path decides. Without one it
 * is the target language of the request, or else the source language.
 *
 * @throws {Problem} `language-missing`; `language-mismatch` when the path contradicts the request
 */
export function languageOfFile(options: ReadOptions): { language: Language; tag?: string } {
  const { source, target } = options;
  const named = options.filename === undefined ? undefined : languageInPath(options.filename);
  const requested = target ?? source;
  if (named === undefined) {
    if (requested === undefined) throw new Problem("language-missing");
    return { language: requested };
  }
  if (requested !== undefined && named.language !== source && named.language !== target) {
    throw new Problem(
      "language-mismatch",
      { wanted: requested, found: named.language },
      options.filename === undefined ? {} : { file: options.filename },
    );
  }
  return named;
}
