import { type Language, languageOf } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import type { ReadOptions } from "../contract.ts";

/** A language with at most script and region: `ru`, `zh-CN`, `zh_Hans_CN`; not `en-routes`. */
const TAG = /^[a-z]{2,3}(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|\d{3}))?$/iu;

/**
 * The language that a file's path names, as websites lay out their strings: `locales/ru/site.json`,
 * `site.zh-CN.json`, `site_ru.json`, `ru.json`. The name decides before its folders, the nearest folder first.
 */
export function languageInPath(path: string): { language: Language; tag: string } | undefined {
  const [name = "", ...folders] = path.slice(-1024).split(/[/\\]/u).toReversed();
  const stem = name.replace(/\.[^.]*$/u, "");
  for (const part of [stem, stem.split(".").at(-1) ?? "", stem.split("_").at(-1) ?? "", ...folders]) {
    const language = TAG.test(part) ? languageOf(part) : undefined;
    if (language !== undefined) return { language, tag: part.replaceAll("_", "-") };
  }
  return undefined;
}

/**
 * The language of a file that holds one language and does not say which: its path decides; it may not
 * contradict what the caller said. Without a telling path it is the target, or else the source.
 *
 * @throws {Problem} `language-missing`, `language-mismatch`
 */
export function languageOfFile(options: ReadOptions): { language: Language; tag?: string } {
  const { source, target } = options;
  const named = options.filename === undefined ? undefined : languageInPath(options.filename);
  const told = target ?? source;
  if (named === undefined) {
    if (told === undefined) throw new Problem("language-missing");
    return { language: told };
  }
  if (told !== undefined && named.language !== source && named.language !== target) {
    throw new Problem(
      "language-mismatch",
      { wanted: told, found: named.language },
      options.filename === undefined ? {} : { file: options.filename },
    );
  }
  return named;
}
