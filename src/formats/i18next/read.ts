import type { Language } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import type { ExchangeFile, ExchangeUnit, Limits, Read, ReadOptions } from "../contract.ts";
import { decodeJson, limitsOf } from "../json/decode-json.ts";
import { type JsonNode, parseJson } from "../json/tree.ts";
import { keyOf, MAX_PLACE, type Step } from "./key.ts";
import { languageOfFile } from "./language.ts";

/** Largest number of warnings about values that are not text. */
const MAX_WARNINGS = 1000;
/**
 * Limits on the total length of all keys, by the length of the file. Long names around many texts could make keys a
 * thousand times as long as the file.
 */
const KEYS_PER_CHARACTER = 16;
const KEYS_AT_LEAST = 1_000_000;

/**
 * Reads i18next JSON v4, nested or flat. Every string is one unit, and `keyOf` makes its key. A plural form or context
 * is a unit too: `seats_few` is the unit `seats_few`, which has no English variant. An empty string means "not
 * translated", as in i18next's tools. Numbers, booleans and null are not translated: each gives a warning, up to
 * `MAX_WARNINGS`, and splicing keeps them.
 *
 * One file holds one language: the language in its path, or else the one in the options.
 *
 * @throws {Problem} `file-empty`, `too-large`, `encoding-invalid`, `json-invalid`, `unit-duplicate`,
 *   `language-missing`, `language-mismatch`
 */
export const readI18next: Read = (bytes, options = {}) => {
  const { language, tag } = languageOfFile(options);
  const limits = limitsOf(options);
  const { text } = decodeJson(bytes, options);
  const root = parseJson(text, limits);
  if (root.kind !== "object") throw new Problem("json-invalid", { reason: "no-object" }, { line: root.line });

  const warnings: ProblemData[] = [];
  const units: ExchangeUnit[] = [];
  let keys = KEYS_PER_CHARACTER * text.length + KEYS_AT_LEAST;
  for (const { path, node } of leavesOf(root)) {
    const key = keyOf(path);
    keys -= key.length;
    if (keys < 0) throw new Problem("too-large", { limit: limits.bytes }, { line: node.line });
    if (node.kind === "scalar") {
      if (warnings.length >= MAX_WARNINGS) continue;
      warnings.push({
        code: "json-key",
        params: { key, reason: "no-text" },
        place: { line: node.line, unit: key },
      });
      continue;
    }
    if (units.length >= limits.units) throw new Problem("too-large", { limit: limits.units, what: "units" });
    units.push(unitOf(key, path, node, language, limits));
  }
  const file: ExchangeFile = {
    format: "i18next",
    version: "4",
    ...directionOf(language, options),
    tags: tag === undefined ? {} : { [language]: tag },
    units,
  };
  return warnings.length === 0 ? file : { ...file, warnings };
};

/** A pushed translation keeps the source language that it was made from. */
function directionOf(
  language: Language,
  { source, target }: ReadOptions,
): Pick<ExchangeFile, "source" | "target"> {
  return language === target && source !== undefined && source !== target
    ? { source, target }
    : { source: language };
}

type Leaf = Exclude<JsonNode, { kind: "object" | "array" }>;

/** Every text and scalar with its path, in the order of the file. */
function* leavesOf(
  node: JsonNode,
  path: readonly Step[] = [],
): Generator<{ path: readonly Step[]; node: Leaf }> {
  if (node.kind === "object") {
    for (const { name, value } of node.members) yield* leavesOf(value, [...path, name]);
  } else if (node.kind === "array") {
    for (const [place, item] of node.items.entries()) yield* leavesOf(item, [...path, place]);
  } else yield { path, node };
}

function unitOf(
  key: string,
  path: readonly Step[],
  node: { readonly value: string; readonly line: number },
  language: Language,
  limits: Limits,
): ExchangeUnit {
  const { value, line } = node;
  const unit: ExchangeUnit = {
    key,
    line,
    notes: [],
    variants: value === "" ? {} : { [language]: { content: [value], state: "translated" } },
  };
  const rejection = rejectionOf(path, value, limits);
  if (rejection === undefined) return unit;
  return { ...unit, variants: {}, rejection: { ...rejection, place: { line, unit: key, language } } };
}

function rejectionOf(path: readonly Step[], value: string, limits: Limits): ProblemData | undefined {
  // Websites merge these files into objects. There this name would pollute the prototype, so it can only be an attack.
  if (path.includes("__proto__"))
    return { code: "json-key", params: { key: keyOf(path), reason: "reserved" } };
  if (path.some((step) => typeof step === "number" && step > MAX_PLACE)) {
    return { code: "json-key", params: { key: keyOf(path), reason: "array-too-long" } };
  }
  if (value.length > limits.text) {
    return { code: "too-long", params: { limit: limits.text, length: value.length } };
  }
  const wellFormed =
    value.isWellFormed() && path.every((step) => typeof step === "number" || step.isWellFormed());
  return wellFormed ? undefined : { code: "character-invalid", params: { character: "U+D800" } };
}
