import { Problem, type ProblemData } from "../../domain/problem.ts";
import type { Content } from "../../domain/segment.ts";
import type { Draft } from "../../domain/unit.ts";
import { createOutput, UNIT_BYTES } from "../output.ts";
import { withoutRepeats } from "../repeated-units.ts";
import type { ExchangeUnit, Limits, Read, WriteUnits } from "../contract.ts";
import { decodeJson, limitsOf } from "./decode-json.ts";
import { NATIVE_VERSION, type NativeFile, nativeFile, type NativeUnit, nativeUnit } from "./schema.ts";
import { type JsonNode, parseJson, plainValue } from "./tree.ts";

/**
 * Reads Polynya's own JSON (`schema.ts`). It gives back exactly the file that `writeJson` wrote.
 *
 * @throws {Problem} `json-invalid` (`syntax`, `too-deep`; `shape` with a JSON pointer as `field`), `json-key`,
 *   `unit-duplicate` for a name that occurs twice in one object, `too-large`, `encoding-invalid`, `file-empty`
 */
export const readJson: Read = (bytes, options = {}) => {
  const limits = limitsOf(options);
  const root = parseJson(decodeJson(bytes, options).text, limits);
  const parsed = nativeFile.safeParse(plainValue(root));
  if (!parsed.success) throw shapeProblem(root, parsed.error.issues[0]);
  const { title, source, target, tags } = parsed.data;
  if (parsed.data.units.length > limits.units) {
    throw new Problem("too-large", { limit: limits.units, what: "units" });
  }
  const units = parsed.data.units.map((value, at) => {
    const unit = nativeUnit.safeParse(value);
    if (unit.success) return unit.data;
    const [issue] = unit.error.issues;
    throw shapeProblem(root, issue && { ...issue, path: ["units", at, ...issue.path] });
  });
  const lines = linesOfUnits(root);
  return {
    format: "json",
    version: String(NATIVE_VERSION),
    ...(title === undefined ? {} : { title }),
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
    tags: tags ?? {},
    units: withoutRepeats(units.map((unit, at) => unitOf(unit, lines[at] ?? 0, limits))),
  };
};

/** Writes a whole document in all its languages, whatever languages the options name. */
export const writeJson: WriteUnits = (file, { sink } = {}) => {
  const { title, source, target, tags } = file;
  const about: Omit<NativeFile, "units"> = {
    polynya: NATIVE_VERSION,
    ...(title === undefined ? {} : { title }),
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
  };
  const output = createOutput({ size: file.units.length * UNIT_BYTES, sink });
  // The units are put between the brackets of an empty list.
  const [head = "", end = ""] = JSON.stringify({ ...about, units: [] }, undefined, 2).split(
    /(?<=\[)(?=\]\n\}$)/u,
  );
  output.add(head);
  let isFirst = true;
  for (const unit of file.units) {
    if (unit.rejection !== undefined) continue;
    const text = JSON.stringify(packedUnit(unit), undefined, 2).replaceAll("\n", UNIT_INDENT);
    output.add(`${isFirst ? "" : ","}${UNIT_INDENT}${text}`);
    isFirst = false;
  }
  output.add(`${isFirst ? "" : "\n  "}${end}\n`);
  return output.bytes();
};

/** Line end and indentation of a unit. */
const UNIT_INDENT = "\n    ";

type NativeDraft = NonNullable<NativeUnit["variants"]["en"]>;

function packedUnit({ key, variants, notes, context, time, base }: ExchangeUnit): NativeUnit {
  return {
    key,
    // A stored variant has more fields than a draft, such as its author and time. They do not belong in the file.
    variants: mapValues(variants, ({ content, state, subState, confidence }): NativeDraft => ({
      content: packed(content),
      state,
      ...(subState === undefined ? {} : { subState }),
      ...(confidence === undefined ? {} : { confidence }),
    })),
    ...(notes.length === 0 ? {} : { notes: [...notes] }),
    ...(context === undefined ? {} : { context }),
    ...(time === undefined ? {} : { time }),
    ...(base === undefined ? {} : { base }),
  };
}

function unitOf(unit: NativeUnit, line: number, limits: Limits): ExchangeUnit {
  const { key, variants, notes = [], context, time, base } = unit;
  const read: ExchangeUnit = {
    key,
    line,
    notes,
    ...(context === undefined ? {} : { context }),
    ...(time === undefined ? {} : { time }),
    ...(base === undefined ? {} : { base }),
    variants: mapValues(variants, ({ content, ...rest }): Draft => ({ content: unpacked(content), ...rest })),
  };
  const rejection = rejectionOf(unit, limits);
  if (rejection === undefined) return read;
  return { ...read, variants: {}, rejection: { ...rejection, place: { line, unit: key } } };
}

function rejectionOf(unit: NativeUnit, limits: Limits): ProblemData | undefined {
  const whole = JSON.stringify(unit);
  // JSON.stringify writes \ud8xx … \udfxx for a lone surrogate and for no other character.
  if (/(?<!\\)(?:\\\\)*\\ud[89a-f]/u.test(whole)) {
    return { code: "character-invalid", params: { character: "U+D800" } };
  }
  for (const draft of Object.values(unit.variants)) {
    const length =
      typeof draft.content === "string" ? draft.content.length : JSON.stringify(draft.content).length;
    if (length > limits.text) return { code: "too-long", params: { limit: limits.text, length } };
  }
  return undefined;
}

/** A single plain text is written as a string. Text with codes, and empty content, are written as a list. */
const packed = (content: Content): NativeDraft["content"] => {
  const [only] = content;
  return content.length === 1 && typeof only === "string" ? only : [...content];
};
const unpacked = (content: NativeDraft["content"]): Content =>
  typeof content === "string" ? [content] : content;

function mapValues<From, To>(
  values: { readonly en?: From; readonly ru?: From; readonly zh?: From },
  map: (value: From) => To,
): { en?: To; ru?: To; zh?: To } {
  const { en, ru, zh } = values;
  return {
    ...(en === undefined ? {} : { en: map(en) }),
    ...(ru === undefined ? {} : { ru: map(ru) }),
    ...(zh === undefined ? {} : { zh: map(zh) }),
  };
}

function linesOfUnits(root: JsonNode): number[] {
  const units = child(root, "units");
  return units?.kind === "array" ? units.items.map((item) => item.line) : [];
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly code?: string;
}

/** The problem for the first violation of the schema. Its line is that of the deepest existing node on the path. */
function shapeProblem(root: JsonNode, issue: Issue | undefined): Problem {
  let node = root;
  for (const step of issue?.path ?? []) node = child(node, step) ?? node;
  const field = (issue?.path ?? []).map((step) => `/${String(step)}`).join("");
  return new Problem(
    "json-invalid",
    { reason: "shape", rule: issue?.code ?? "" },
    { line: node.line, field },
  );
}

function child(node: JsonNode, step: PropertyKey): JsonNode | undefined {
  if (node.kind === "array") return typeof step === "number" ? node.items[step] : undefined;
  return node.kind === "object" ? node.members.find(({ name }) => name === step)?.value : undefined;
}
