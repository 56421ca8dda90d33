import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { type Code, type Content, isCode } from "../../domain/segment.ts";
import { DEFAULT_LIMITS, type ExchangeFile, type ExchangeUnit, type WriteOptions } from "../contract.ts";
import { pathOf } from "./key.ts";

/** The content of a file of strings, as a tree. `undefined` stands for a unit that has no text in the language. */
export type Strings = string | StringMap | StringList | undefined;
export type StringMap = Map<string, Strings>;
export type StringList = Strings[];

/** Largest number of array places without a unit, in a whole file. */
const MAX_GAPS = 100_000;

/**
 * The language in which a file of strings is written: the requested target, or else the requested source, or else the
 * only language of the units.
 *
 * @throws {Problem} `language-missing`
 */
export function languageToWrite(file: ExchangeFile, options: WriteOptions): Language {
  const requested = options.target ?? options.source;
  if (requested !== undefined) return requested;
  const present = LANGUAGES.filter((language) => file.units.some((unit) => unit.variants[language]));
  const [only] = present;
  if (only === undefined || present.length > 1) throw new Problem("language-missing");
  return only;
}

/**
 * The tree of the strings in one language, nested by their keys, in the order of the units. Rejected units are left out.
 *
 * @throws {Problem} `json-key` (params `key`, `reason`): `conflict` when a key is a text and also the beginning of
 *   another key, `reserved` for `__proto__`, `too-deep`, `array-too-long`
 */
export function stringsOf(units: readonly ExchangeUnit[], language: Language): StringMap {
  const taken = units.filter((unit) => unit.rejection === undefined);
  const root: StringMap = new Map();
  const budget = { gaps: MAX_GAPS };
  // Units without text come second, so that they never conflict with a longer key that has a text.
  for (const unit of taken) {
    const draft = unit.variants[language];
    if (draft !== undefined) put(root, unit.key, textOf(draft.content), budget);
  }
  for (const unit of taken) if (unit.variants[language] === undefined) put(root, unit.key, undefined, budget);
  return root;
}

/**
 * A content as one string. A code with native data is written as this data. Other codes are written in the syntax of
 * i18next's `Trans` component: `<1>…</1>`, `<2/>`.
 */
export function textOf(content: Content): string {
  return content.map((part) => (isCode(part) ? codeText(part) : part)).join("");
}

function codeText(code: Code): string {
  if (code.data !== undefined) return code.data;
  if (code.kind === "break" || code.annotation) return "";
  if (code.kind === "ph") return `<${code.id}/>`;
  return code.kind === "open" ? `<${code.id}>` : `</${code.id}>`;
}

function put(root: StringMap, key: string, text: string | undefined, budget: { gaps: number }): void {
  const refuse = (reason: string): Problem => new Problem("json-key", { key, reason }, { unit: key });
  const path = pathOf(key);
  if (path.length > DEFAULT_LIMITS.depth) throw refuse("too-deep");
  if (path.includes("__proto__")) throw refuse("reserved");

  let parent: StringMap | StringList = root;
  for (const [at, step] of path.entries()) {
    const next = path[at + 1];
    const present = get(parent, step);
    if (next === undefined) {
      if (present !== undefined && text !== undefined) throw refuse("conflict");
      if (present === undefined) set(parent, step, text, budget, refuse);
      return;
    }
    const list = typeof next === "number";
    if (present === undefined) {
      const child: StringMap | StringList = list ? [] : new Map();
      set(parent, step, child, budget, refuse);
      parent = child;
    } else if (typeof present === "string" || Array.isArray(present) !== list) {
      if (text === undefined) return;
      throw refuse("conflict");
    } else parent = present;
  }
}

function get(parent: StringMap | StringList, step: string | number): Strings {
  if (Array.isArray(parent)) return typeof step === "number" ? parent[step] : undefined;
  return typeof step === "string" ? parent.get(step) : undefined;
}

function set(
  parent: StringMap | StringList,
  step: string | number,
  value: Strings,
  budget: { gaps: number },
  refuse: (reason: string) => Problem,
): void {
  if (!Array.isArray(parent)) {
    if (typeof step === "string") parent.set(step, value);
    return;
  }
  if (typeof step !== "number") return;
  budget.gaps -= Math.max(0, step - parent.length);
  if (budget.gaps < 0) throw refuse("array-too-long");
  while (parent.length < step) parent.push(undefined);
  parent[step] = value;
}
