import { languageOf, type Language } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import type { Content } from "../../domain/segment.ts";
import { type Draft, isState, type Note, type State } from "../../domain/unit.ts";
import { addToBase, type BaseDraft, finishBase, ITEM_PREFIX } from "../base.ts";
import { DEFAULT_LIMITS, type ExchangeUnit, type Limits } from "../format.ts";
import { createXmlParser, type XmlAttributes, type XmlElement, type XmlParser } from "../xml/reader.ts";
import { createSegmentBuilder, type SegmentBuilder } from "./segment.ts";

/** What a TMX file says before its first unit. */
export interface TmxHeader {
  readonly version: string;
  readonly attributes: XmlAttributes;
  readonly notes: readonly Note[];
}

/** A `tuv`, with the place of its `seg` in the text (-1 when streaming). */
export interface ScannedVariant {
  readonly tag: string;
  readonly language: Language | undefined;
  content: Content;
  state: State | undefined;
  segStart: number;
  segEnd: number;
  segSelfClosing: boolean;
  readonly start: number;
  end: number;
}

export interface ScannedTu {
  readonly key: string;
  readonly line: number;
  readonly variants: ScannedVariant[];
  readonly notes: Note[];
  base: BaseDraft;
  rejection?: ProblemData;
  readonly start: number;
  end: number;
}

export interface TmxScanner {
  readonly parser: XmlParser;
  header(): TmxHeader;
}

/** Properties of TMX are notes of ours, called by their type; those of one language name it. */
export const PROPERTY = "prop:";
export const propertyCategory = (type: string, tag?: string) =>
  `${PROPERTY}${tag === undefined ? "" : `${tag}:`}${type}`;

const STATE_PROPERTY = `${ITEM_PREFIX}state`;

type Role = "tmx" | "header" | "body" | "tu" | "tuv" | "seg" | "inline" | "note" | "prop" | "skip";

/**
 * Reads TMX 1.1–1.4b in one pass and hands over each `tu` as it ends.
 *
 * @param text the whole text, where it is there: offsets are found in it
 * @throws {Problem} `xml-*`; `tmx-invalid` where it is no TMX
 */
export function createTmxScanner(
  onUnit: (tu: ScannedTu) => void,
  options: { readonly limits?: Limits; readonly text?: string } = {},
): TmxScanner {
  const { limits = DEFAULT_LIMITS, text } = options;
  const roles: Role[] = [];
  const keys = new Map<string, number>();
  const headerNotes: Note[] = [];
  let header: TmxHeader = { version: "", attributes: {}, notes: headerNotes };
  let units = 0;
  let tu: ScannedTu | undefined;
  let variant: ScannedVariant | undefined;
  let builder: SegmentBuilder | undefined;
  let characters = "";
  let attributes: XmlAttributes = {};

  const before = (end: number) => (text === undefined ? -1 : text.lastIndexOf("<", end - 1));

  const parser = createXmlParser(
    {
      open(element) {
        const parent = roles.at(-1);
        roles.push(roleOf(element, parent));
      },
      close(element, end) {
        const role = roles.pop();
        if (role === "inline") builder?.close(element);
        else if (role === "seg") closeSegment(element, end);
        else if (role === "tuv" && variant !== undefined) {
          variant.end = end;
          variant = undefined;
        } else if (role === "tu" && tu !== undefined) {
          tu.end = end;
          onUnit(tu);
          tu = undefined;
        } else if (role === "note" || role === "prop") closeRemark(role);
      },
      text(data) {
        const role = roles.at(-1);
        if (role === "seg" || role === "inline") attempt(() => builder?.text(data));
        else if (role === "note" || role === "prop") {
          characters += data;
          if (characters.length > limits.text) attempt(() => tooLong());
        }
      },
    },
    limits,
  );
  return { parser, header: () => header };

  function roleOf(element: XmlElement, parent: Role | undefined): Role {
    const { local, line } = element;
    if (parent === undefined) {
      if (local !== "tmx" || !/^1\.\d/u.test(element.attributes["version"] ?? "")) {
        throw new Problem(
          local === "tmx" ? "tmx-invalid" : "xml-namespace",
          { rule: "version", element: local, found: local },
          { line },
        );
      }
      header = { ...header, version: element.attributes["version"] ?? "" };
      return "tmx";
    }
    switch (parent) {
      case "tmx":
        if (local === "header") {
          header = { ...header, attributes: element.attributes };
          return "header";
        }
        return local === "body" ? "body" : "skip";
      case "body":
        return local === "tu" ? openTu(element) : "skip";
      case "header":
      case "tu":
      case "tuv":
        return child(element, parent);
      case "seg":
      case "inline":
        attempt(() => builder?.open(element));
        return "inline";
      default:
        return "skip";
    }
  }

  function child(element: XmlElement, parent: "header" | "tu" | "tuv"): Role {
    const { local } = element;
    if (local === "note" || local === "prop") {
      characters = "";
      ({ attributes } = element);
      return local;
    }
    if (parent === "tu" && local === "tuv") return openVariant(element);
    if (parent === "tuv" && local === "seg" && variant !== undefined) {
      builder = createSegmentBuilder(limits.text);
      variant.segStart = element.contentStart;
      variant.segSelfClosing = element.selfClosing;
      return "seg";
    }
    return "skip";
  }

  function openTu(element: XmlElement): Role {
    units += 1;
    if (units > limits.units) throw new Problem("too-large", { limit: limits.units, what: "units" });
    const own = element.attributes["tuid"] ?? "";
    const name = own === "" ? `#${units}` : own;
    // Memories repeat ids: that is no reason to refuse an entry.
    const copy = (keys.get(name) ?? 0) + 1;
    keys.set(name, copy);
    tu = {
      key: copy === 1 ? name : `${name}~${copy}`,
      line: element.line,
      variants: [],
      notes: [],
      base: {},
      start: before(element.contentStart),
      end: element.contentStart,
    };
    return "tu";
  }

  function openVariant(element: XmlElement): Role {
    // TMX 1.1 and 1.2 had `lang` without a prefix.
    const tag = element.attributes["xml:lang"] ?? element.attributes["lang"] ?? "";
    if (tag === "") reject({ code: "tmx-invalid", params: { rule: "xml:lang", element: "tuv" } });
    variant = {
      tag,
      language: languageOf(tag),
      content: [],
      state: undefined,
      segStart: -1,
      segEnd: -1,
      segSelfClosing: false,
      start: before(element.contentStart),
      end: element.contentStart,
    };
    tu?.variants.push(variant);
    return "tuv";
  }

  function closeSegment(element: XmlElement, end: number) {
    if (variant === undefined || builder === undefined) return;
    variant.content = builder.content();
    variant.segEnd = element.selfClosing ? end : before(end);
    builder = undefined;
  }

  function closeRemark(role: "note" | "prop") {
    const type = attributes["type"] ?? "";
    if (role === "prop" && type.startsWith(ITEM_PREFIX)) {
      if (type === STATE_PROPERTY && variant !== undefined)
        variant.state = isState(characters.trim()) ? (characters.trim() as State) : undefined;
      else if (tu !== undefined) tu.base = addToBase(tu.base, type, characters);
      return;
    }
    if (characters.trim() === "") return;
    const tag = variant?.tag;
    const category = role === "prop" ? propertyCategory(type, tag) : tag;
    const note: Note = { text: characters, ...(category === undefined ? {} : { category }) };
    if (tu === undefined) headerNotes.push(note);
    else tu.notes.push(note);
  }

  function tooLong(): never {
    throw new Problem("too-long", { limit: limits.text });
  }

  function attempt(act: () => void) {
    try {
      act();
    } catch (error) {
      if (!(error instanceof Problem) || tu === undefined) throw error;
      reject(error);
      builder = undefined;
      characters = "";
    }
  }

  function reject({ code, params }: ProblemData) {
    if (tu === undefined) return;
    tu.rejection ??= {
      code,
      ...(params === undefined ? {} : { params }),
      place: { line: parser.line, unit: tu.key },
    };
  }
}

/** Which `tuv` stands for each of our languages, and which are left over. */
export interface Chooser {
  /** Tag of each of our languages, as the file spells it: that of its first variant. */
  readonly tags: { [language in Language]?: string };
  /** Variants left out, by tag: of other languages, and second ones of ours. */
  readonly skipped: Map<string, number>;
  choose(tu: ScannedTu): { readonly [language in Language]?: ScannedVariant };
}

/** Prefers the regional variant that the file began with: a memory of en-US and en-GB does not mix them. */
export function createChooser(): Chooser {
  const tags: { [language in Language]?: string } = {};
  const skipped = new Map<string, number>();
  return {
    tags,
    skipped,
    choose(tu) {
      const chosen: { [language in Language]?: ScannedVariant } = {};
      for (const variant of tu.variants) {
        const { language, tag } = variant;
        if (language === undefined) continue;
        const known = (tags[language] ??= tag);
        if (chosen[language] === undefined || (tag === known && chosen[language]?.tag !== known))
          chosen[language] = variant;
      }
      for (const variant of tu.variants) {
        if (variant.language !== undefined && chosen[variant.language] === variant) continue;
        skipped.set(variant.tag, (skipped.get(variant.tag) ?? 0) + 1);
      }
      return chosen;
    },
  };
}

/** A `tu` as all formats know it. */
export function exchangeUnit(tu: ScannedTu, chosen: ReturnType<Chooser["choose"]>): ExchangeUnit {
  const variants: { [language in Language]?: Draft } = {};
  for (const variant of Object.values(chosen)) {
    const { language, content, state } = variant;
    if (language !== undefined && content.length > 0)
      variants[language] = { content, state: state ?? "translated" };
  }
  const base = finishBase(tu.base);
  return {
    key: tu.key,
    line: tu.line,
    notes: tu.notes,
    variants,
    ...(base === undefined ? {} : { base }),
    ...(tu.rejection === undefined ? {} : { rejection: tu.rejection }),
  };
}
