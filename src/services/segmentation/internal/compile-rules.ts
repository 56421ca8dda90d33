import type { Segmentation, SentenceRules } from "../../../alignment/segmentation.ts";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import { Problem, type ProblemData } from "../../../domain/problem.ts";
import type { SrxFile, SrxRule } from "../../../formats/srx/srx.ts";
import {
  boundaryRules,
  type CompiledRule,
  compileRule,
  sizeOf,
} from "../../../matching/pattern/boundaries.ts";

/** Tags under which a language may stand in a file. */
const TAGS: Readonly<Record<Language, readonly string[]>> = {
  en: ["en", "en-US", "en-GB", "en_US", "en_GB", "eng"],
  ru: ["ru", "ru-RU", "ru_RU", "rus"],
  zh: ["zh", "zh-CN", "zh-TW", "zh_CN", "zh_TW", "zh-Hans", "zh-Hant", "zho"],
};

/** Most instructions of the rules of one language: the time for a text is this times its length at worst. */
const MOST_INSTRUCTIONS = 10_000;

export interface CompiledRules {
  readonly segmentation: Segmentation;
  /** Number of rules that hold for each language; absent: the file has none for it. */
  readonly languages: { readonly [language in Language]?: number };
  /** Rules that are not applied, because their patterns are not possible here. */
  readonly refused: readonly ProblemData[];
}

/**
 * Makes the rules of a file ready for our three languages.
 *
 * @param isAddition as in `SentenceRules`
 * @throws {Problem} `srx-invalid` when no rule holds for any of them, or when they are too many
 */
export function compileRules(file: SrxFile, isAddition: boolean): CompiledRules {
  const refused = new Map<string, ProblemData>();
  const compiled = new Map<SrxRule, CompiledRule | undefined>();
  const attempt = <T>(line: number, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused.set(`${line}`, {
        code: error.code,
        params: { ...error.params, reason: "icu" },
        place: { line },
      });
      return undefined;
    }
  };
  const ready = (rule: SrxRule): CompiledRule[] => {
    if (!compiled.has(rule))
      compiled.set(
        rule,
        attempt(rule.line, () => compileRule(rule)),
      );
    return [compiled.get(rule) ?? []].flat();
  };
  const maps = file.maps.flatMap(({ pattern, group, line }) => {
    // A pattern of tags is a rule too: the tag has to match from its start to its end.
    const rule = attempt(line, () =>
      compileRule({ breaks: true, before: String.raw`\A(?i:${pattern})`, after: String.raw`\z` }),
    );
    const matches = rule && boundaryRules([rule]);
    return matches === undefined
      ? []
      : [{ group, fits: (tag: string) => matches(tag).at(tag.length) === true }];
  });
  const segmentation: { [language in Language]?: SentenceRules } = {};
  const languages: { [language in Language]?: number } = {};
  for (const language of LANGUAGES) {
    const fitting = maps.filter(({ fits }) => TAGS[language].some(fits));
    const groups = file.cascade ? fitting : fitting.slice(0, 1);
    const rules = groups.flatMap(({ group }) => file.groups.get(group) ?? []).flatMap(ready);
    if (rules.length === 0) continue;
    if (rules.reduce((sum, rule) => sum + sizeOf(rule), 0) > MOST_INSTRUCTIONS)
      throw new Problem("srx-invalid", { rule: "size", what: language });
    segmentation[language] = { isAddition, decide: boundaryRules(rules) };
    languages[language] = rules.length;
  }
  if (Object.keys(languages).length === 0) throw new Problem("srx-invalid", { rule: "languages" });
  return { segmentation, languages, refused: [...refused.values()] };
}
