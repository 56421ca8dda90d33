import { languageOf, type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import type { Content } from "../../domain/segment.ts";
import { type Draft, isState, type Note, type State } from "../../domain/unit.ts";
import { addToBase, type BaseDraft, finishBase, ITEM_PREFIX } from "../unit-base.ts";
import { DEFAULT_LIMITS, type ExchangeUnit, type Limits } from "../contract.ts";
import { createXmlParser, type XmlAttributes, type XmlElement, type XmlParser } from "../xml/reader.ts";
import { createSegmentBuilder } from "./segment.ts";

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
  notes: readonly Note[];
  base: BaseDraft;
  rejection: ProblemData | undefined;
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

/** More languages than there are: what a file says beyond is looked up each time. */
const MAX_TAGS = 1000;
const STATE_PROPERTY = `${ITEM_PREFIX}state`;

const NO_NOTES: readonly Note[] = [];

type Role = "tmx" | "header" | "body" | "tu" | "tuv" | "seg" | "inline" | "note" | "prop" | "skip";

/**
 * Reads TMX 1.1–1.4b in one pass and hands over each `tu` as it ends.
 *
 * @throws {Problem} `xml-*`; `tmx-invalid` where it is no TMX
 */
export function createTmxScanner(
  onUnit: (tu: ScannedTu) => void,
  options: { readonly limits?: Limits } = {},
): TmxScanner {
  const { limits = DEFAULT_LIMITS } = options;
  const roles: Role[] = [];
  /** Languages by tag: a file has a handful of those. */
  const languages = new Map<string, Language | undefined>();
  const keys = new Map<string, number>();
  const headerNotes: Note[] = [];
  let header: TmxHeader = { version: "", attributes: {}, notes: headerNotes };
  let units = 0;
  let tu: ScannedTu | undefined;
  let variant: ScannedVariant | undefined;
  const builder = createSegmentBuilder(limits.text);
  /** Whether the text of the segment that is being read can be taken. */
  let isBuilding = false;
  let characters = "";
  let attributes: XmlAttributes = {};

  const parser = createXmlParser(
    {
      open(element) {
        roles.push(roleOf(element, roles[roles.length - 1]));
      },
      close(element, end, contentEnd) {
        const role = roles.pop();
        if (role === "inline") {
          if (isBuilding) builder.close(element);
        } else if (role === "seg") closeSegment(contentEnd);
        else if (role === "tuv" && variant !== undefined) {
          variant.end = end;
          variant = undefined;
        } else if (role === "tu" && tu !== undefined) {
          tu.end = end;
          onUnit(tu);
          tu = undefined;
        } else if (role === "note" || role === "prop") closeRemark(role);
      },
      wantsSpace() {
        const role = roles[roles.length - 1];
        return role === "seg" || role === "inline" || role === "note" || role === "prop";
      },
      text(data) {
        const role = roles[roles.length - 1];
        if (role === "seg" || role === "inline") {
          if (!isBuilding) return;
          try {
            builder.text(data);
          } catch (error) {
            rejectFor(error);
          }
        } else if (role === "note" || role === "prop") {
          characters += data;
          if (characters.length > limits.text) rejectFor(new Problem("too-long", { limit: limits.text }));
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
        if (!isBuilding) return "inline";
        try {
          builder.open(element);
        } catch (error) {
          rejectFor(error);
        }
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
      builder.begin();
      isBuilding = true;
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
    const copy = own === "" ? 1 : (keys.get(name) ?? 0) + 1;
    if (own !== "") keys.set(name, copy);
    tu = {
      key: copy === 1 ? name : `${name}~${copy}`,
      line: element.line,
      variants: [],
      notes: NO_NOTES,
      base: {},
      rejection: undefined,
      start: element.start,
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
      language: languageOfTag(tag),
      content: [],
      state: undefined,
      segStart: -1,
      segEnd: -1,
      segSelfClosing: false,
      start: element.start,
      end: element.contentStart,
    };
    tu?.variants.push(variant);
    return "tuv";
  }

  function languageOfTag(tag: string): Language | undefined {
    if (languages.has(tag)) return languages.get(tag);
    const language = languageOf(tag);
    if (languages.size < MAX_TAGS) languages.set(tag, language);
    return language;
  }

  function closeSegment(contentEnd: number) {
    if (variant === undefined || !isBuilding) return;
    variant.content = builder.content();
    variant.segEnd = contentEnd;
    isBuilding = false;
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
    else tu.notes = [...tu.notes, note];
  }

  /** What was found wrong with the content of this unit: it alone is then rejected. */
  function rejectFor(error: unknown) {
    if (!(error instanceof Problem) || tu === undefined) throw error;
    reject(error);
    isBuilding = false;
    characters = "";
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

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A `tu` as all formats know it. */
export function exchangeUnit(tu: ScannedTu, chosen: ReturnType<Chooser["choose"]>): ExchangeUnit {
  const variants: { [language in Language]?: Draft } = {};
  for (const language of LANGUAGES) {
    const variant = chosen[language];
    if (variant !== undefined && variant.content.length > 0)
      variants[language] = { content: variant.content, state: variant.state ?? "translated" };
  }
  // Property by property: with `...` for those that may be missing, making a unit takes several times as long.
  const made: Mutable<ExchangeUnit> = { key: tu.key, line: tu.line, notes: tu.notes, variants };
  const base = finishBase(tu.base);
  if (base !== undefined) made.base = base;
  if (tu.rejection !== undefined) made.rejection = tu.rejection;
  return made;
}
