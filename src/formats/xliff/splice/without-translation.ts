import { type Language, languageOf } from "../../../domain/language.ts";
import { DEFAULT_LIMITS, type Limits } from "../../contract.ts";
import type { Edit } from "../../edits.ts";
import { decodeXml } from "../../xml/decode.ts";
import { applyEdits, attributeEdit } from "../../xml/edits.ts";
import { parseXml, type XmlElement } from "../../xml/reader.ts";
import { type Major, majorOf, MODULES, SDL } from "../vocabulary.ts";
import { spaceBefore } from "./unit-editor.ts";

export interface OtherDirection {
  /** The language that the file is to carry a translation into, and its tag. */
  readonly target: Language;
  readonly tag: string;
  /** The language of targets where the file itself declares none. */
  readonly undeclared?: Language;
  readonly limits?: Partial<Limits>;
}

/** Attributes of a `trans-unit`, `unit` or `segment` of XLIFF itself that speak of the translation. */
const OWN_ATTRIBUTES: ReadonlySet<string> = new Set(["approved", "state", "subState"]);
/** Those of a `target`. */
const TARGET_ATTRIBUTES: ReadonlySet<string> = new Set([
  "state",
  "state-qualifier",
  "equiv-trans",
  "phase-name",
]);
/** Attributes of other programs at a unit or segment that speak of the translation, without their prefix. */
const FOREIGN_ATTRIBUTES =
  /^(?:percent|locked|conf|.*confirm.*|(?:.*-)?origin(?:-.*)?|.*match.*|.*score.*|.*commit.*|.*corrected.*|.*chang(?:ed|ing).*|created.*|modified.*|mt-?(?:confidence|quality).*|loc-?Quality.*|(?:rev(?:Person|Org|Tool)|person|org|tool)(?:Ref)?|provenance.*)$/iu;
/** Attributes that show what program a file is of. They get the value of a unit that nobody has begun. */
const RESET: ReadonlyMap<string, string> = new Map([
  ["mq:status", "NotStarted"],
  ["m:confirmed", "0"],
]);
/** memoQ's elements with its matches, the earlier versions of a translation and what was wrong with it. */
const MEMOQ_ELEMENTS =
  /^mq:(?:.*match.*|.*versions?|commit.*|.*warnings?\d*|.*errors?|histor.*|edit-?dist.*)$/iu;

interface Frame {
  readonly name: string;
  readonly uri: string;
  readonly local: string;
  readonly start: number;
  readonly contentStart: number;
  readonly selfClosing: boolean;
  readonly attributes: XmlElement["attributes"];
  /** Whether its texts are to be translated. */
  readonly translate: boolean;
  /** Tag of the translation of the file that it stands in, if it goes: it is in another language. */
  readonly goes: { readonly tag: string } | undefined;
  /** True inside of a `unit` or `trans-unit`, and for it. */
  readonly inUnit: boolean;
  /** Place of the content of its `source`, and tags that its `target`s name; of an offer also those of the offer. */
  source: string | undefined;
  targets: (string | undefined)[];
  children: number;
  removed: number;
}

/**
 * The file without all that it says of its own translation, where that is in another language than wanted: texts,
 * states and approvals, locks, matches, authors, offers, the history of changes. So nothing of it is said of the
 * translation that is written in next. Sources, their notes and all else stay as they are.
 *
 * @returns the very same array when nothing goes
 */
export function withoutTranslation(original: Uint8Array, wanted: OtherDirection): Uint8Array {
  const decoded = decodeXml(original);
  const { text } = decoded;
  const frames: Frame[] = [];
  const edits: Edit[] = [];
  let major: Major = 1;
  let uri = "";
  const remove = (frame: Frame, end: number, parent: Frame | undefined) => {
    edits.push({ start: frame.start - spaceBefore(text, frame.start).length, end, text: "" });
    if (parent !== undefined) parent.removed += 1;
  };
  parseXml(
    text,
    {
      undeclared: () => undefined,
      open(element) {
        const parent = frames.at(-1);
        if (parent === undefined) {
          uri = element.uri;
          major = majorOf(uri, element.attributes["version"] ?? "") ?? 1;
        } else parent.children += 1;
        const frame = frameOf(element, parent, { core: element.uri === uri, major, wanted });
        frames.push(frame);
        if (frame.goes === undefined || !frame.inUnit) return;
        for (const [name, value] of attributesOf(frame, parent, element.uri === uri, wanted))
          edits.push(...attributeEdit(text, element.start, element.contentStart, name, value));
      },
      close(element, end, contentEnd) {
        const frame = frames.pop();
        const parent = frames.at(-1);
        if (frame?.goes === undefined || !frame.inUnit) return;
        const content = { start: frame.contentStart, end: contentEnd, text: "" };
        const core = element.uri === uri;
        if ((core || isOffer(parent)) && frame.local === "source" && parent !== undefined)
          parent.source = text.slice(content.start, content.end);
        if (frame.local === "target" && (core || isOffer(parent)) && parent !== undefined) {
          parent.targets.push(frame.attributes["xml:lang"]);
          if (isOffer(parent) || frame.selfClosing) return;
          if (parent.local === "ignorable") remove(frame, end, parent);
          // What need not be translated has its source as its target.
          else if (frame.translate || parent.source !== text.slice(content.start, content.end))
            edits.push(content);
        } else if (isGone(frame, frame.goes.tag)) remove(frame, end, parent);
        else if (frame.uri === SDL && frame.local === "seg" && !frame.selfClosing) edits.push(content);
      },
    },
    { ...DEFAULT_LIMITS, ...wanted.limits },
  );
  return edits.length === 0 ? original : applyEdits(original, decoded, edits);
}

interface Scope {
  readonly core: boolean;
  readonly major: Major;
  readonly wanted: OtherDirection;
}

function frameOf(element: XmlElement, parent: Frame | undefined, { core, major, wanted }: Scope): Frame {
  const { local, attributes } = element;
  const declares = major === 2 ? parent === undefined : core && local === "file";
  const { translate } = attributes;
  return {
    name: element.name,
    uri: element.uri,
    local,
    start: element.start,
    contentStart: element.contentStart,
    selfClosing: element.selfClosing,
    attributes,
    translate: core && translate !== undefined ? translate !== "no" : (parent?.translate ?? true),
    goes: declares ? goingOf(attributes[major === 2 ? "trgLang" : "target-language"], wanted) : parent?.goes,
    inUnit: parent?.inUnit === true || (core && (local === "trans-unit" || local === "unit")),
    source: undefined,
    targets: [],
    children: 0,
    removed: 0,
  };
}

/** The tag of the translation in a file that declares it so; `undefined` where it is in the wanted language, or unknown. */
function goingOf(declared: string | undefined, { target, undeclared }: OtherDirection): Frame["goes"] {
  const tag = declared === "" ? undeclared : (declared ?? undeclared);
  return tag === undefined || languageOf(tag) === target ? undefined : { tag };
}

/** How the attributes of an element change: to a value, or to nothing. */
function attributesOf(
  { name, local, uri, attributes }: Frame,
  parent: Frame | undefined,
  core: boolean,
  { tag }: OtherDirection,
): [name: string, value: string | undefined][] {
  const names = Object.keys(attributes);
  const without = (goes: (name: string) => boolean) =>
    names.filter(goes).map((one): [string, string | undefined] => [one, RESET.get(one)]);
  const isForeign = (one: string) => one.includes(":") && !/^xml(?:ns)?:/u.test(one);
  if (uri === SDL && local === "seg") return without((one) => one !== "id" && !one.startsWith("xmlns"));
  if (!core || isOffer(parent)) return [];
  if (local === "target")
    return [
      ...without((one) => TARGET_ATTRIBUTES.has(one) || isForeign(one)),
      ...(attributes["xml:lang"] === undefined ? [] : ([["xml:lang", tag]] as [string, string][])),
    ];
  if (!/^(?:.*:)?(?:trans-unit|unit|segment)$/u.test(name)) return [];
  return without(
    (one) =>
      OWN_ATTRIBUTES.has(one) ||
      (isForeign(one) && (RESET.has(one) || FOREIGN_ATTRIBUTES.test(one.slice(one.indexOf(":") + 1)))),
  );
}

/** True for a translation that is offered: its texts are not the unit's. */
const isOffer = (frame: Frame | undefined): boolean =>
  frame?.local === "alt-trans" || (frame?.local === "match" && frame.uri === MODULES.matches);

/** True for an element of a unit that is only about the translation with this tag. */
function isGone(frame: Frame, own: string): boolean {
  if (isOffer(frame)) {
    const offered = frame.targets.map((named) => named ?? frame.attributes["xml:lang"]);
    return offered.some((named) => named === undefined || isSameLanguage(named, own));
  }
  const isEmptied = frame.children > 0 && frame.removed === frame.children;
  if (frame.uri === MODULES.matches) return frame.local === "matches" && isEmptied;
  if (frame.uri === MODULES.glossary)
    return frame.local === "translation" || (frame.local === "glossary" && isEmptied) || isTermOnly(frame);
  if (frame.uri === MODULES.changes)
    return frame.local === "revisions" ? frame.attributes["appliesTo"] === "target" : isEmptied;
  return MEMOQ_ELEMENTS.test(frame.name);
}

/** True for a glossary entry that has nothing but its term any more. */
const isTermOnly = ({ local, children, removed }: Frame): boolean =>
  local === "glossEntry" && removed > 0 && children - removed === 1;

const isSameLanguage = (a: string, b: string): boolean =>
  a.toLowerCase() === b.toLowerCase() || (languageOf(a) !== undefined && languageOf(a) === languageOf(b));
