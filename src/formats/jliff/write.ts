import { DEFAULT_TAGS, type Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { type Code, type Content, isCode, segmentsOf } from "../../domain/segment.ts";
import type { Draft } from "../../domain/unit.ts";
import { baseItems, type ByKey } from "../unit-base.ts";
import { encode } from "../encoding.ts";
import type { ExchangeUnit, FileOfAnySize, UnitBase, WriteOptions } from "../contract.ts";
import { OURS } from "../xliff/vocabulary.ts";
import { asciiToken } from "./token.ts";

export interface JliffWriteOptions extends WriteOptions {
  readonly bases?: ByKey<UnitBase>;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Writes JLIFF 2.1 (working draft of 27 May 2022): spans as `sc` and `ec`, annotations as `sm` and `em`, native code in
 * `originalData`. Its ids are ASCII; the original form of other keys is kept in `name`.
 *
 * @throws {Problem} `language-missing`; `file-empty` without a unit
 */
export function write(file: FileOfAnySize, options: JliffWriteOptions = {}): Uint8Array {
  const source = options.source ?? file.source;
  if (source === undefined) throw new Problem("language-missing", { field: "source" });
  const wanted = options.target ?? file.target;
  const target = wanted === source ? undefined : wanted;
  const tag = (language: Language) => file.tags[language] ?? DEFAULT_TAGS[language];
  const groups = new Map<string, ReturnType<typeof unitJson>[]>();
  for (const unit of file.units) {
    if (unit.rejection !== undefined || unit.variants[source] === undefined) continue;
    const parts = /^f=(.*)\/u=(.*)$/su.exec(unit.key);
    const name = parts?.[1] ?? file.title ?? "";
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push(unitJson(unit, parts?.[2] ?? unit.key, source, target, options.bases?.get(unit.key)));
  }
  if (groups.size === 0) throw new Problem("file-empty", { what: "units" });
  const jliff = {
    jliff: "2.1",
    srcLang: tag(source),
    ...(target === undefined ? {} : { trgLang: tag(target) }),
    files: [...groups].map(([name, subfiles], at) => ({
      id: name === "" ? `f${at + 1}` : asciiToken(name),
      ...(name === "" ? {} : { original: name }),
      subfiles,
    })),
  };
  return encode(`${JSON.stringify(jliff, undefined, 2)}\n`);
}

function unitJson(
  unit: ExchangeUnit,
  name: string,
  source: Language,
  target: Language | undefined,
  base: UnitBase | undefined,
): Json {
  const data = new Map<string, string>();
  const from = unit.variants[source];
  const to = target === undefined ? undefined : unit.variants[target];
  const sources = segmentsOf(from?.content ?? []);
  const targets = to === undefined ? [] : segmentsOf(to.content);
  const fits = sources.length === targets.length;
  const subunits = sources.map((segment, at) => {
    const whole = at === 0 ? (to?.content ?? []) : [];
    const content = to === undefined ? undefined : fits ? targets[at]?.content : whole;
    return {
      ...(segment.id === undefined ? {} : { id: asciiToken(segment.id) }),
      kind: segment.ignorable ? "ignorable" : "segment",
      ...(to === undefined || segment.ignorable ? {} : stateOf(to)),
      source: elements(segment.content, data),
      ...(content === undefined ? {} : { target: elements(content, data) }),
    };
  });
  const id = asciiToken(name);
  const label = id === name ? unit.context : name;
  const notes = unit.notes.map(({ text, category, appliesTo }) => ({
    text,
    ...(category === undefined ? {} : { category }),
    ...(appliesTo === undefined ? {} : { appliesTo }),
  }));
  return {
    id,
    kind: "unit",
    ...(label === undefined ? {} : { name: label }),
    ...(notes.length === 0 ? {} : { notes }),
    subunits,
    ...(data.size === 0
      ? {}
      : { originalData: Object.fromEntries([...data].map(([text, key]) => [key, text])) }),
    ...(base === undefined ? {} : { mda_metadata: { mda_metaGroups: [metaGroup(base)] } }),
  };
}

const metaGroup = (base: UnitBase): Json => ({
  mda_category: OURS,
  items: baseItems(base).map(([type, text]) => ({ mda_type: type, mda_text: text })),
});

const stateOf = ({ state, subState }: Draft): Json => ({
  state,
  ...(subState === undefined ? {} : { subState }),
});

/** Attributes of codes that have the same name in JLIFF. */
const SHARED = ["canCopy", "canDelete", "canOverlap", "canReorder", "disp", "equiv", "type", "dir"] as const;

function elements(content: Content, data: Map<string, string>): Json[] {
  return content.flatMap((part): Json[] => {
    if (!isCode(part)) return [{ text: part }];
    if (part.kind === "break") return [];
    return [part.annotation ? annotation(part) : code(part, data)];
  });
}

function code(part: Code, data: Map<string, string>): Json {
  const kind = part.kind === "ph" ? "ph" : part.kind === "open" ? "sc" : "ec";
  const id = asciiToken(part.id);
  const own = Object.fromEntries(
    SHARED.flatMap((name) => {
      const value = part.attributes?.[name];
      const isAllowed = kind === "ph" ? name !== "canOverlap" && name !== "dir" : true;
      return value === undefined || !isAllowed ? [] : [[name, value]];
    }),
  );
  const text = part.data;
  if (text !== undefined && !data.has(text)) data.set(text, `d${data.size + 1}`);
  return {
    kind,
    ...(kind === "ec" ? { startRef: id } : { id }),
    ...own,
    ...(text === undefined ? {} : { dataRef: data.get(text) }),
  };
}

function annotation({ kind, id, attributes }: Code): Json {
  if (kind === "close") return { kind: "em", startRef: asciiToken(id) };
  const { type, value, translate } = attributes ?? {};
  return {
    kind: "sm",
    id: asciiToken(id),
    ...(type === undefined ? {} : { type }),
    ...(value === undefined ? {} : { value }),
    ...(translate === "yes" || translate === "no" ? { translate } : {}),
  };
}
