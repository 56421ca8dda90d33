import { type Code, type Content, type Inline, isCode, segmentsOf } from "../../../domain/segment.ts";
import { escapeText, illegalCharacter, isCharacterData, startTag } from "../../xml/xml-characters.ts";
import { type Major, nmtoken } from "../vocabulary.ts";
import { hintsIn1, hintsIn2 } from "./code-hints.ts";

type Attributes = Record<string, string>;

/** Inline elements of each grammar. A file may have only these and elements of foreign namespaces. */
const ELEMENTS: Readonly<Record<Major, ReadonlySet<string>>> = {
  1: new Set(["g", "x", "bx", "ex", "bpt", "ept", "ph", "it", "mrk"]),
  2: new Set(["pc", "sc", "ec", "ph", "mrk", "sm", "em"]),
};
/** Attributes that tell the two grammars apart. `ph` and `mrk` are in both, with different attributes. */
const OWN_ATTRIBUTE: Readonly<Record<Major, RegExp>> = {
  1: /^(ctype|ts|crc|assoc|equiv-text|mid|mtype|comment|xid|pos|rid)$/u,
  2: /^(canCopy|canDelete|canReorder|canOverlap|copyOf|disp|equiv|dataRef.*|disp(Start|End)|equiv(Start|End)|subFlows.*|subType|isolated|dir|startRef|type|value|ref|translate)$/u,
};

export interface InlineContext {
  readonly major: Major;
  /** Prefix of XLIFF elements in the file, with its colon; "" without prefix. */
  readonly prefix: string;
  /** 2.x: gives the id of the `data` element for a native code. Absent where the file has no place for it. */
  readonly dataRef?: (data: string) => string | undefined;
  /** Codes of the file's source by `modelKey`. A code from another format goes out as the one here. */
  readonly model?: ReadonlyMap<string, Code>;
  /** True when `model` comes from the file that is written, so its codes fit as they are. */
  readonly modelIsNative?: true;
  /** Ids of spans that have only one half in the unit. 2.x wants them marked as isolated. */
  readonly halves?: ReadonlySet<string>;
  /** 2.x: gives `equiv` to codes without one. Angular requires it. */
  readonly equivalents?: true;
}

/** Key of a code in `InlineContext.model`. */
export const modelKey = ({ kind, id }: Pick<Code, "kind" | "id">): string => `${kind} ${nmtoken(id)}`;

/** The codes of a content by `modelKey`. */
export function modelOf(content: Content): ReadonlyMap<string, Code> {
  if (!content.some(isCode)) return NO_CODES;
  return new Map(content.filter(isCode).map((code) => [modelKey(code), code]));
}

const NO_CODES: ReadonlyMap<string, Code> = new Map();
const NO_HALVES: ReadonlySet<string> = new Set();
const isSpan = (part: Inline): part is Code =>
  isCode(part) && (part.kind === "open" || part.kind === "close");

/** Ids of spans that have only one half in the content. */
export function halvesOf(content: Content): ReadonlySet<string> {
  if (!content.some(isSpan)) return NO_HALVES;
  const halves = new Set<string>();
  for (const part of content) {
    if (!isSpan(part)) continue;
    if (!halves.delete(part.id)) halves.add(part.id);
  }
  return halves;
}

/** Every code of XLIFF has one of these. A code of TMX has the same element with the attributes `i` and `x`. */
const IDENTITIES = ["id", "rid", "startRef"];

/** True for a code that came from a file of this grammar, and for a foreign inline element. */
function isNative(code: Code, major: Major): boolean {
  const other: Major = major === 1 ? 2 : 1;
  const isXliff =
    code.element === "mrk" ||
    code.attributes === undefined ||
    IDENTITIES.some((name) => code.attributes?.[name] !== undefined);
  if (ELEMENTS[major].has(code.element) && !isXliff) return false;
  if (!ELEMENTS[major].has(code.element))
    return !ELEMENTS[other].has(code.element) && code.element.includes(":");
  if (code.element !== "ph" && code.element !== "mrk") return true;
  if (code.attributes === undefined) return code.element === "ph";
  const names = Object.keys(code.attributes);
  if (code.element === "mrk") return names.some((name) => (major === 1 ? name === "mtype" : name === "id"));
  if (major === 1 && code.markup !== undefined) return true;
  return !names.some((name) => OWN_ATTRIBUTE[other].test(name));
}

/**
 * Writes the content of one segment (without breaks) as markup. A code of this grammar goes out as it came in. Another
 * code goes out as the file's own code of that id, else in the nearest form of the grammar.
 *
 * @throws {Problem} `character-invalid` (only 1.x)
 */
export function writeInline(content: Content, context: InlineContext): string {
  const [only] = content;
  if (content.length === 1 && typeof only === "string") return writeText(only, context);
  const natives = new Set<Code>();
  const codes = content.map((part) => (isCode(part) ? adopt(part, context, natives) : part));
  const pairs = codes.some(isSpan) ? pairUp(codes) : NO_PAIRS;
  const partnerOf = (at: number): Code | undefined => {
    const partner = codes[pairs.get(at) ?? -1];
    return partner !== undefined && isCode(partner) ? partner : undefined;
  };
  return codes
    .map((part, at) =>
      isCode(part) ? writeCode(part, partnerOf(at), natives.has(part), context) : writeText(part, context),
    )
    .join("");
}

const NO_PAIRS: ReadonlyMap<number, number> = new Map();

/** Chooses the code to write. Adds it to `natives` when it can go out with its own attributes. */
function adopt(code: Code, { major, model, modelIsNative }: InlineContext, natives: Set<Code>): Code {
  if (isNative(code, major)) {
    natives.add(code);
    return code;
  }
  const known = model?.get(modelKey(code));
  if (known === undefined || !(modelIsNative === true || isNative(known, major))) return code;
  natives.add(known);
  return known;
}

/** For each half of a properly nested span: the index of the other half. Such a span can be one element. */
function pairUp(parts: readonly Inline[]): Map<number, number> {
  const pairs = new Map<number, number>();
  const stack: { at: number; code: Code }[] = [];
  for (const [at, part] of parts.entries()) {
    if (!isCode(part)) continue;
    if (part.kind === "open") stack.push({ at, code: part });
    else if (part.kind === "close") {
      const top = stack.at(-1);
      if (top !== undefined && top.code.id === part.id && top.code.annotation === part.annotation) {
        stack.pop();
        pairs.set(top.at, at);
        pairs.set(at, top.at);
      } else {
        // The spans overlap, so those that were opened in between are not nested.
        const from = stack.findLastIndex((open) => open.code.id === part.id);
        if (from >= 0) stack.splice(from, 1);
      }
    }
  }
  return nestedOnly(pairs);
}

/** Removes pairs that cross another pair. */
function nestedOnly(pairs: Map<number, number>): Map<number, number> {
  const open: number[] = [];
  for (const [at, partner] of [...pairs].toSorted(([a], [b]) => a - b)) {
    if (partner > at) open.push(at);
    else if (open.at(-1) === partner) open.pop();
    else {
      pairs.delete(at);
      pairs.delete(partner);
      const index = open.indexOf(partner);
      if (index >= 0) open.splice(index, 1);
    }
  }
  return pairs;
}

function writeText(text: string, { major, prefix }: InlineContext): string {
  if (isCharacterData(text)) return text;
  if (major === 1 || illegalCharacter(text) === undefined) return escapeText(text);
  let written = "";
  for (const character of text) {
    // A lone surrogate is no character, and `cp` must not name one. `escapeText` refuses it.
    if (illegalCharacter(character) === undefined || !character.isWellFormed())
      written += escapeText(character);
    else {
      const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      written += `<${prefix}cp hex="${hex}"/>`;
    }
  }
  return written;
}

/** @param partner the other half, if the span is properly nested here */
function writeCode(code: Code, partner: Code | undefined, native: boolean, context: InlineContext): string {
  if (isForeign(code)) {
    // A foreign element can be written only as a whole.
    if (partner?.element !== code.element) return "";
    return code.kind === "close" ? `</${code.element}>` : startTag(code.element, code.attributes ?? {});
  }
  return context.major === 2
    ? write2(code, partner, native, context)
    : write1(code, partner, native, context);
}

const isForeign = (code: Code) =>
  !ELEMENTS[1].has(code.element) && !ELEMENTS[2].has(code.element) && code.element.includes(":");

/** Attributes of a code. In a fresh file every code gets the attributes that the schema requires. */
function ownAttributes(
  code: Code,
  native: boolean,
  { modelIsNative }: InlineContext,
  id: string,
): Attributes {
  if (!native) return { id };
  if (modelIsNative === true && code.attributes !== undefined) return { ...code.attributes };
  if (code.element === "ec" || code.element === "em") {
    return code.attributes?.["id"] === undefined
      ? { startRef: id, ...code.attributes }
      : { ...code.attributes };
  }
  return code.element === "mrk" ? { ...code.attributes } : { id, ...code.attributes };
}

function write2(code: Code, partner: Code | undefined, native: boolean, context: InlineContext): string {
  const { prefix } = context;
  const own = ownAttributes(code, native, context, nmtoken(code.id));
  const tag = (name: string, attributes: Attributes) => startTag(prefix + name, attributes, "/>");
  if (code.annotation) return writeAnnotation2(code, partner, native, own, context);
  if (!native) Object.assign(own, hintsIn2(code));
  if (code.kind === "ph") {
    reference(own, "dataRef", code.data, context);
    if (context.equivalents && own["equiv"] === undefined) own["equiv"] = code.data ?? code.id;
    return tag("ph", own);
  }
  // `sc` and `ec` stay as they are. Any other nested span becomes a `pc`.
  if (partner !== undefined && !isHalf(code) && !isHalf(partner)) {
    if (code.kind === "close") return `</${prefix}pc>`;
    reference(own, "dataRefStart", code.data, context);
    reference(own, "dataRefEnd", partner.data, context);
    if (context.equivalents) {
      own["equivStart"] ??= code.data ?? code.id;
      own["equivEnd"] ??= code.id;
    }
    return startTag(`${prefix}pc`, own);
  }
  const isolated = context.halves?.has(code.id) === true;
  if (code.kind === "open") {
    const attributes = code.element === "pc" || !native ? halfOf(own, "Start") : own;
    reference(attributes, "dataRef", code.data, context);
    if (native && code.element === "sc") return tag("sc", attributes);
    return tag("sc", isolated ? { ...attributes, isolated: "yes" } : attributes);
  }
  const bare: Attributes = isolated
    ? { id: nmtoken(code.id), isolated: "yes" }
    : { startRef: nmtoken(code.id) };
  const attributes = native && code.element === "ec" ? own : bare;
  reference(attributes, "dataRef", code.data, context);
  return tag("ec", attributes);
}

const isHalf = ({ element }: Code) => element === "sc" || element === "ec";

/** Attributes of one half of a `pc` that is cut in two. */
function halfOf(attributes: Attributes, half: "Start" | "End"): Attributes {
  const own: Attributes = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (name.endsWith(half) && name !== half) own[name.slice(0, -half.length)] = value;
    else if (!/(Start|End)$/u.test(name)) own[name] = value;
  }
  return own;
}

function reference(
  attributes: Attributes,
  name: string,
  data: string | undefined,
  context: InlineContext,
): void {
  const id =
    data === undefined || data === "" || attributes[name] !== undefined ? undefined : context.dataRef?.(data);
  if (id !== undefined) attributes[name] = id;
}

function writeAnnotation2(
  code: Code,
  partner: Code | undefined,
  native: boolean,
  own: Attributes,
  { prefix }: InlineContext,
): string {
  if (!native) {
    if (code.element === "mrk" && code.kind === "open") {
      const type = code.attributes?.["mtype"];
      if (type === "term") own["type"] = "term";
      else if (type === "protected") own["translate"] = "no";
      const comment = code.attributes?.["comment"];
      if (comment !== undefined) Object.assign(own, { type: own["type"] ?? "comment", value: comment });
    }
  }
  if (code.element === "mrk" && partner?.element === "mrk") {
    return code.kind === "open" ? startTag(`${prefix}mrk`, own) : `</${prefix}mrk>`;
  }
  if (code.kind === "open") return startTag(`${prefix}sm`, own, "/>");
  return startTag(`${prefix}em`, { startRef: nmtoken(code.id) }, "/>");
}

function write1(code: Code, partner: Code | undefined, native: boolean, context: InlineContext): string {
  const { prefix } = context;
  const own = ownAttributes(code, native, context, code.id);
  const body = code.markup ?? escapeText(code.data ?? "");
  const filled = (name: string, attributes = own) =>
    `${startTag(prefix + name, attributes)}${body}</${prefix}${name}>`;
  const empty = (name: string, attributes = own) => startTag(prefix + name, attributes, "/>");
  const around = (name: string, attributes: Attributes) =>
    code.kind === "open" ? startTag(prefix + name, attributes) : `</${prefix}${name}>`;
  if (code.annotation) {
    // In 1.2 annotations can't overlap elements, and few of the types of 2.x exist.
    const open = code.kind === "open" ? code : partner;
    if (open === undefined || partner?.element !== code.element) return "";
    if (native || isNative(open, 1)) return around("mrk", own);
    const type = annotationType(open);
    const mtype = Object.hasOwn(ANNOTATIONS, type) ? ANNOTATIONS[type] : undefined;
    return mtype === undefined ? "" : around("mrk", { mid: code.id, mtype });
  }
  const hints = native || code.kind === "close" ? {} : hintsIn1(code);
  Object.assign(own, hints);
  const halves = { id: code.id, rid: code.id, ...hints };
  switch (code.element) {
    case "bpt":
    case "ept":
    case "it":
      return filled(code.element);
    case "x":
    case "bx":
    case "ex":
      return empty(code.element);
    case "g":
      if (partner?.element === "g") return around("g", own);
      return empty(code.kind === "open" ? "bx" : "ex", { ...own, ...halves });
    default:
  }
  if (code.kind === "ph") {
    return code.data === undefined && !(native && code.element === "ph") ? empty("x") : filled("ph");
  }
  if ((code.data ?? partner?.data) !== undefined) return filled(code.kind === "open" ? "bpt" : "ept", halves);
  if (partner !== undefined && !ELEMENTS[1].has(partner.element))
    return around("g", { id: code.id, ...hints });
  return empty(code.kind === "open" ? "bx" : "ex", halves);
}

const ANNOTATIONS: Readonly<Record<string, string>> = {
  term: "term",
  "its:term-no": "term",
  protected: "protected",
};
const annotationType = (code: Code) =>
  code.attributes?.["translate"] === "no" ? "protected" : (code.attributes?.["type"] ?? "");

/**
 * Writes the content of a `target` or `seg-source` of 1.2, with segments as `mrk mtype="seg"`. A code that crosses the
 * border of a segment becomes `bx`/`ex` or `bpt`/`ept`; one that encloses whole segments stays.
 */
export function writeSegmented(content: Content, context: InlineContext): string {
  const flat: Inline[] = [];
  let open = false;
  const close = () => {
    if (open) flat.push({ kind: "close", id: "seg", element: "mrk", annotation: true });
    open = false;
  };
  const hasBreaks = content.some((part) => isCode(part) && part.kind === "break");
  if (!hasBreaks) return writeInline(content, context);
  for (const [at, segment] of segmentsOf(content).entries()) {
    close();
    if (!segment.ignorable) {
      const mid = segment.id ?? String(at);
      const known =
        context.modelIsNative === true ? context.model?.get(modelKey({ kind: "break", id: mid })) : undefined;
      const begin: Code = {
        kind: "open",
        id: "seg",
        element: "mrk",
        annotation: true,
        attributes: { mtype: "seg", mid, ...known?.attributes },
      };
      flat.push(begin);
      open = true;
    }
    flat.push(...segment.content);
  }
  close();
  return writeInline(flat, context);
}
