import { type Language, languageOf } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { type Code, type Content, type Inline, plainText, tidy } from "../../domain/segment.ts";
import { type Draft, isState, type Note } from "../../domain/unit.ts";
import { addToBase, type BaseDraft, finishBase } from "../unit-base.ts";
import type { ExchangeFile, ExchangeUnit, Limits, ReadOptions, UnitBase } from "../contract.ts";
import { withoutRepeats } from "../repeated-units.ts";
import { decodeJson, limitsOf } from "../json/decode-json.ts";
import { type JsonNode, type JsonObject, parseJson } from "../json/tree.ts";
import { leastMature, type MappedState } from "../xliff/states.ts";
import { OURS } from "../xliff/vocabulary.ts";
import { asciiToken } from "./token.ts";

/**
 * Reads JLIFF 2.0 and 2.1 (OASIS XLIFF OMOS working draft of 27 May 2022). The root holds files, or directly subfiles,
 * subgroups or subunits. Modules are ignored, except our own metadata.
 *
 * @throws {Problem} `jliff-invalid`, `language-missing`, `language-unknown`, `too-large`, and as `decodeJson` and
 *   `parseJson`; a unit that cannot be imported has a `rejection`
 */
export function read(bytes: Uint8Array, options: ReadOptions = {}): ExchangeFile {
  const limits = limitsOf(options);
  const root = asObject(parseJson(decodeJson(bytes, options).text, limits), "jliff");
  const version = textOf(root, "jliff");
  if (version !== "2.0" && version !== "2.1") invalid("jliff", root);
  const tags = { source: textOf(root, "srcLang"), target: textOf(root, "trgLang") };
  const source = tags.source === undefined ? options.source : languageOf(tags.source);
  const target = tags.target === undefined ? options.target : languageOf(tags.target);
  if (source === undefined && target === undefined) {
    const language = [tags.source, tags.target].filter((tag) => tag !== undefined).join(", ");
    throw language === "" ? new Problem("language-missing") : new Problem("language-unknown", { language });
  }
  const direction = { ...(source ? { source } : {}), ...(target ? { target } : {}) };
  const collector = createCollector(direction, limits);
  const files = listOf(root, "files");
  if (files === undefined) {
    const bare = listOf(root, "subfiles") ?? listOf(root, "subgroups");
    if (bare !== undefined) collector.items(bare);
    else if (listOf(root, "subunits") === undefined) invalid("files", root);
    else collector.unit(root, "u1");
  } else {
    for (const file of files) {
      const one = asObject(file, "files");
      const name = files.length > 1 ? fileName(one) : undefined;
      collector.items(listOf(one, "subfiles") ?? invalid("subfiles", one), name);
    }
  }
  const [first] = files ?? [];
  const title = first === undefined ? undefined : textOf(asObject(first, "files"), "original");
  const skipped = [tags.source, tags.target].filter(
    (tag) => tag !== undefined && languageOf(tag) === undefined,
  );
  return {
    format: "jliff",
    version,
    ...direction,
    tags: { ...tagOf(tags.source), ...tagOf(tags.target) },
    ...(title === undefined ? {} : { title }),
    units: withoutRepeats(collector.units),
    ...collector.warnings(),
    ...(skipped.length === 0
      ? {}
      : { skippedLanguages: Object.fromEntries(skipped.map((tag) => [tag, collector.units.length])) }),
  };
}

const tagOf = (tag: string | undefined) => {
  const language = tag === undefined ? undefined : languageOf(tag);
  return language === undefined || tag === undefined ? {} : { [language]: tag };
};

/** The writer turns a name into an ASCII id (see `asciiToken`). If the id was made so, the name is given back. */
const named = (id: string, name: string | undefined) =>
  name !== undefined && asciiToken(name) === id ? name : id;
/** Number of units in a group. */
const unitsIn = (group: JsonObject): number =>
  (listOf(group, "subgroups") ?? listOf(group, "subfiles") ?? [])
    .map((node) => asObject(node, "subgroups"))
    .reduce((sum, item) => sum + (textOf(item, "kind") === "group" ? unitsIn(item) : 1), 0);

const fileName = (file: JsonObject) => named(textOf(file, "id") ?? "", textOf(file, "original"));

interface Direction {
  readonly source?: Language;
  readonly target?: Language;
}

function createCollector({ source, target }: Direction, limits: Limits) {
  const units: ExchangeUnit[] = [];
  let untranslatable = 0;
  return { units, items, unit, warnings };

  function warnings(): Pick<ExchangeFile, "warnings"> {
    if (untranslatable === 0) return {};
    return { warnings: [{ code: "units-untranslatable", params: { count: untranslatable } }] };
  }

  /** Reads units and groups. The depth of nested groups is limited by `parseJson`. */
  function items(nodes: readonly JsonNode[], file?: string) {
    for (const node of nodes) {
      const item = asObject(node, "subfiles");
      const isGroup = textOf(item, "kind") === "group";
      if (textOf(item, "translate") === "no") {
        untranslatable += isGroup ? unitsIn(item) : 1;
        continue;
      }
      if (isGroup) items(listOf(item, "subgroups") ?? listOf(item, "subfiles") ?? [], file);
      else unit(item, textOf(item, "id") ?? `#${units.length + 1}`, file);
    }
  }

  function unit(node: JsonObject, id: string, file?: string) {
    if (units.length >= limits.units) throw new Problem("too-large", { limit: limits.units, what: "units" });
    const name = textOf(node, "name");
    const own = named(id, name);
    const key = file === undefined ? own : `f=${file}/u=${own}`;
    const place = { line: node.line, unit: own };
    let rejection: ProblemData | undefined;
    let variants: ExchangeUnit["variants"] = {};
    try {
      variants = readVariants(node);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      rejection = { code: error.code, params: error.params, place };
    }
    const base = readBase(node);
    units.push({
      key,
      line: node.line,
      notes: readNotes(node),
      ...(name === undefined || name === own ? {} : { context: name }),
      variants,
      ...(base === undefined ? {} : { base }),
      ...(rejection === undefined ? {} : { rejection }),
    });
  }

  function readVariants(node: JsonObject): ExchangeUnit["variants"] {
    const data = readData(node);
    const subunits = (listOf(node, "subunits") ?? invalid("subunits", node)).map((one) =>
      asObject(one, "subunits"),
    );
    const contents = { source: [] as Inline[], target: [] as Inline[] };
    const states: MappedState[] = [];
    let translated = false;
    for (const [at, one] of subunits.entries()) {
      const ignorable = textOf(one, "kind") === "ignorable";
      if (subunits.length > 1) {
        const id = textOf(one, "id") ?? `s${at + 1}`;
        const begin: Code = { kind: "break", id, element: ignorable ? "ignorable" : "segment" };
        contents.source.push(begin);
        contents.target.push(begin);
      }
      const from = readElements(listOf(one, "source") ?? invalid("source", one), data, limits);
      const to = listOf(one, "target");
      contents.source.push(...from);
      contents.target.push(...(to === undefined ? (ignorable ? from : []) : readElements(to, data, limits)));
      if (ignorable) continue;
      translated ||= to !== undefined;
      states.push(readState(one, to !== undefined));
    }
    const variants: { [language in Language]?: Draft } = {};
    if (source !== undefined) variants[source] = { content: tidy(contents.source), state: "final" };
    if (target !== undefined && target !== source && translated && plainText(contents.target) !== "") {
      variants[target] = {
        content: tidy(contents.target),
        ...states.reduce(leastMature, states[0] ?? { state: "initial" }),
      };
    }
    return variants;
  }
}

function readState(subunit: JsonObject, hasTarget: boolean): MappedState {
  const state = textOf(subunit, "state");
  const subState = textOf(subunit, "subState");
  if (!hasTarget) return { state: "initial" };
  return isState(state)
    ? { state, ...(subState === undefined ? {} : { subState }) }
    : { state: "translated" };
}

function readData(unit: JsonObject): Map<string, string> {
  const node = member(unit, "originalData");
  const data = new Map<string, string>();
  if (node?.kind !== "object") return data;
  for (const { name, value } of node.members) if (value.kind === "text") data.set(name, value.value);
  return data;
}

function readElements(
  nodes: readonly JsonNode[],
  data: ReadonlyMap<string, string>,
  limits: Limits,
): Content {
  const content: Inline[] = [];
  let length = 0;
  for (const node of nodes) {
    const element = asObject(node, "source");
    const text = textOf(element, "text");
    length += text?.length ?? 1;
    if (length > limits.text) throw new Problem("too-long", { limit: limits.text });
    content.push(text ?? readCode(element, data));
  }
  return tidy(content);
}

const KINDS: ReadonlyMap<string, Code["kind"]> = new Map([
  ["ph", "ph"],
  ["sc", "open"],
  ["ec", "close"],
  ["sm", "open"],
  ["em", "close"],
]);

function readCode(element: JsonObject, data: ReadonlyMap<string, string>): Code {
  const name = textOf(element, "kind") ?? "";
  const kind = KINDS.get(name) ?? invalid("kind", element);
  const attributes: Record<string, string> = {};
  for (const { name: key, value } of element.members) {
    // The draft spells this name `subtype`, and only on `ph`.
    if (value.kind === "text" && key !== "kind")
      attributes[key === "subtype" ? "subType" : key] = value.value;
  }
  const id =
    (kind === "close" ? attributes["startRef"] : undefined) ?? attributes["id"] ?? invalid("id", element);
  const original = data.get(attributes["dataRef"] ?? "");
  return {
    kind,
    id,
    element: name,
    attributes,
    ...(original === undefined ? {} : { data: original }),
    ...(name === "sm" || name === "em" ? { annotation: true } : {}),
  };
}

function readNotes(unit: JsonObject): Note[] {
  return (listOf(unit, "notes") ?? []).flatMap((node): Note[] => {
    const note = asObject(node, "notes");
    const text = textOf(note, "text") ?? "";
    if (text.trim() === "") return [];
    const category = textOf(note, "category");
    const appliesTo = textOf(note, "appliesTo");
    return [
      {
        text,
        ...(category === undefined ? {} : { category }),
        ...(appliesTo === "source" || appliesTo === "target" ? { appliesTo } : {}),
      },
    ];
  });
}

/** Reads our own group of metadata; it holds the same items as in XLIFF. */
function readBase(unit: JsonObject): UnitBase | undefined {
  const metadata = member(unit, "mda_metadata");
  if (metadata?.kind !== "object") return undefined;
  let draft: BaseDraft = {};
  for (const node of listOf(metadata, "mda_metaGroups") ?? []) {
    if (node.kind !== "object" || textOf(node, "mda_category") !== OURS) continue;
    for (const item of listOf(node, "items") ?? []) {
      if (item.kind === "object")
        draft = addToBase(draft, textOf(item, "mda_type") ?? "", textOf(item, "mda_text") ?? "");
    }
  }
  return finishBase(draft);
}

function member(object: JsonObject, name: string): JsonNode | undefined {
  return object.members.find((one) => one.name === name)?.value;
}

function textOf(object: JsonObject, name: string): string | undefined {
  const node = member(object, name);
  return node?.kind === "text" ? node.value : undefined;
}

function listOf(object: JsonObject, name: string): readonly JsonNode[] | undefined {
  const node = member(object, name);
  return node?.kind === "array" ? node.items : undefined;
}

function asObject(node: JsonNode, field: string): JsonObject {
  return node.kind === "object" ? node : invalid(field, node);
}

function invalid(field: string, { line }: JsonNode): never {
  throw new Problem("jliff-invalid", { field }, { line, field });
}
