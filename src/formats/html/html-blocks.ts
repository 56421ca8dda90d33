import { Tokenizer } from "htmlparser2";
import { type Language, languageOf } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import type { CodePiece, CodeType, Piece, Place, SourceBlock } from "../document/source-block.ts";
import type { BlockKind } from "../../domain/block.ts";
import { textPieces, writeAttribute, writeText } from "./character-references.ts";

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/u));

/** Elements that begin and end a block. All other elements are part of a block. */
const BLOCKS =
  words(`address article aside blockquote body button caption center dd details dialog dir div dl dt
  fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav
  noscript ol optgroup option p pre search section select summary table tbody td template textarea tfoot th thead title
  tr ul`);
/** Elements without an end tag. */
const VOID = words(
  `area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr`,
);
/** Parts of ruby: the base may be marked, and a reading stands over it. */
const OF_RUBY = words("rb rt rtc rp");
/** Elements whose contents stay as they are. A reading is one of the base in its own language. */
const UNTOUCHED = words(`code pre script style xmp iframe noembed noframes plaintext svg math rt rtc rp`);
/** Elements with nothing for a reader to see. */
const UNSEEN = words(`script style iframe noembed noframes`);
/** Elements with text that is no running text of the page. */
const ASIDE = words(`nav head button select textarea option template noscript canvas object`);
/** Elements between whose children white space is no text. */
const STRUCTURE = words("table tbody thead tfoot tr select html head");
/** End tags that a start tag implies (WHATWG HTML §13.1.2.4). */
const ENDS: Readonly<Record<string, ReadonlySet<string>>> = {
  li: words("li p"),
  dt: words("dt dd p"),
  dd: words("dt dd p"),
  option: words("option"),
  optgroup: words("option optgroup"),
  td: words("td th p"),
  th: words("td th p"),
  tr: words("tr td th p"),
  tbody: words("tbody thead tfoot tr td th p caption"),
  tfoot: words("tbody thead tfoot tr td th p caption"),
  body: words("head"),
  rb: OF_RUBY,
  rt: words("rb rt rp"),
  rtc: OF_RUBY,
  rp: words("rb rt rp"),
};
/** An implied end tag does not reach over these elements. */
const SCOPES = words(
  "html table ul ol dl menu dir select template button fieldset blockquote div section article",
);
/** Elements that stand beside a paragraph and never in it. */
const CLOSES_PARAGRAPH =
  words(`address article aside blockquote center details dialog dir div dl fieldset figcaption
  figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section table ul`);

/** Attributes with text for people. */
const ATTRIBUTES =
  words(`title alt placeholder aria-label aria-description aria-placeholder aria-roledescription
  aria-valuetext aria-braillelabel label summary abbr`);
/** Values of `name` or `property` of a `meta` element whose `content` is text for people. */
const META = words(`description keywords subject abstract apple-mobile-web-app-title application-name og:title
  og:description og:site_name og:image:alt og:video:alt twitter:title twitter:description twitter:image:alt`);
const BUTTONS = words("submit button reset");
/** Number of open elements that a start tag looks back over to find one that it ends. */
const LOOK_BACK = 64;
/** Largest depth of elements. Real pages are not nested deeper. */
const DEEPEST = 1024;

const STRONG: CodeType = { type: "fmt", subType: "xlf:b" };
const EMPHASIS: CodeType = { type: "fmt", subType: "xlf:i" };
const CODE_TYPES: Readonly<Record<string, CodeType>> = {
  b: STRONG,
  strong: STRONG,
  i: EMPHASIS,
  em: EMPHASIS,
  cite: EMPHASIS,
  u: { type: "fmt", subType: "xlf:u" },
  br: { type: "fmt", subType: "xlf:lb" },
  a: { type: "link" },
  img: { type: "image" },
};

/** What a tag stands for, as in XLIFF 2. */
export const codeTypeOf = (name: string): CodeType =>
  Object.hasOwn(CODE_TYPES, name) ? (CODE_TYPES[name] as CodeType) : { type: "other" };
export const isVoidElement = (name: string): boolean => VOID.has(name);

interface Element {
  readonly name: string;
  readonly isBlock: boolean;
  /** `translate` as inherited. */
  readonly translate: boolean;
  /** True for contents that stay as they are. */
  readonly untouched: boolean;
  readonly unseen: boolean;
  readonly aside: boolean;
  readonly foreign: boolean;
  /** True inside of SVG and MathML, where tags follow other rules. */
  readonly drawing: boolean;
  /** Number of elements of lists around it. */
  readonly lists: number;
}

interface Attribute {
  readonly name: string;
  readonly value: string;
  readonly place: Place;
  /** `"`, `'`, or "" for a value without quotes. */
  readonly quote: string;
}

/** A `lang` or `xml:lang` of a page. */
export interface LanguageTag {
  readonly value: string;
  readonly place: Place;
  /** Where the next attribute can be added. */
  readonly end: number;
  /** True if its element says whether it is to be translated, and for the root. */
  readonly isSettled: boolean;
  /** True for the element `html`. */
  readonly isRoot: boolean;
}

export interface HtmlBlocks {
  readonly blocks: readonly SourceBlock[];
  readonly title?: string;
  /** The language that the page declares. */
  readonly language?: string;
  /** Values of `lang`, with their places. */
  readonly tags: readonly LanguageTag[];
  /** Where `lang` can be added to `html`, if it has none. */
  readonly rootEnd?: number;
}

/**
 * Cuts HTML into blocks with the places of their pieces. The tokens are those of the HTML standard, so broken markup is
 * read as browsers read it. Scripts, styles, `pre`, `code`, `translate="no"` and passages in other languages than that
 * of the page are markup: they stay as they are.
 *
 * @param language of the page, where it does not declare one
 * @throws {Problem} `xml-too-deep`
 */
export function htmlBlocks(source: string, language?: Language): HtmlBlocks {
  const reader = new HtmlReader(source, language);
  const tokenizer = new Tokenizer({ decodeEntities: false }, reader);
  tokenizer.write(source);
  tokenizer.end();
  return reader.result();
}

class HtmlReader {
  readonly #source: string;
  #language: Language | undefined;
  readonly #blocks: SourceBlock[] = [];
  readonly #stack: Element[] = [];
  /** Number of open elements by name, so that a stray end tag costs no search. */
  readonly #openNames = new Map<string, number>();
  readonly #tags: LanguageTag[] = [];
  #declared: string | undefined;
  #rootEnd: number | undefined;
  #pieces: Piece[] = [];
  #pending: SourceBlock[] = [];
  #spans = 0;
  #openSpans: { name: string; span: number }[] = [];
  /** End of the token that was read last. */
  #last = 0;
  /** Text that was read, but not yet added. */
  #text: Place | undefined;
  #name = "";
  #attributes: Attribute[] = [];
  #attributeName = "";
  #value: Place = { start: 0, end: 0 };
  #line = 1;
  #lineEnd: number;

  constructor(source: string, language: Language | undefined) {
    this.#source = source;
    this.#language = language;
    this.#lineEnd = source.indexOf("\n");
  }

  result(): HtmlBlocks {
    this.#endText();
    this.#flush();
    const title = this.#blocks.find(({ attribute }) => attribute === "page-title");
    return {
      blocks: this.#blocks,
      tags: this.#tags,
      ...(title === undefined ? {} : { title: textOfPieces(title.pieces) }),
      ...(this.#declared === undefined ? {} : { language: this.#declared }),
      ...(this.#rootEnd === undefined ? {} : { rootEnd: this.#rootEnd }),
    };
  }

  // Callbacks of the tokenizer. Each token begins where the one before has ended.

  /** Neighbouring texts are one: the tokenizer cuts at every `<` that begins no tag. */
  ontext(start: number, end: number): void {
    if (this.#text?.end === start) this.#text = { start: this.#text.start, end };
    else {
      this.#endText();
      this.#text = { start, end };
    }
    this.#last = end;
  }

  #endText(): void {
    const place = this.#text;
    this.#text = undefined;
    if (place === undefined) return;
    const top = this.#stack.at(-1);
    const isBlank = () => !/[^ \t\r\n\f]/u.test(this.#source.slice(place.start, place.end));
    if (top !== undefined && (top.untouched || !top.translate || top.foreign)) {
      this.#protect(place, top.unseen ? "" : this.#source.slice(place.start, place.end));
      // White space between rows and cells is no text.
    } else if (!(top !== undefined && STRUCTURE.has(top.name) && isBlank())) {
      this.#pieces.push(...textPieces(this.#source, place, { keepsSpace: top?.name === "textarea" }));
    }
  }

  onopentagname(start: number, end: number): void {
    this.#name = this.#source.slice(start, end).toLowerCase();
    this.#attributes = [];
  }

  onattribname(start: number, end: number): void {
    this.#attributeName = this.#source.slice(start, end).toLowerCase();
    this.#value = { start: end, end };
  }

  onattribdata(start: number, end: number): void {
    this.#value = { start, end };
  }

  onattribend(quote: number): void {
    // 0: no value; 1: without quotes; 2: single; 3: double.
    if (quote === 0) return;
    const mark = quote === 3 ? '"' : quote === 2 ? "'" : "";
    this.#attributes.push({
      name: this.#attributeName,
      value: this.#source.slice(this.#value.start, this.#value.end),
      place: this.#value,
      quote: mark,
    });
  }

  onopentagend(index: number): void {
    this.#open({ start: this.#last, end: index + 1 }, false);
  }

  onselfclosingtag(index: number): void {
    // In HTML the slash means something only inside of SVG and MathML.
    this.#open({ start: this.#last, end: index + 1 }, this.isInForeignContext());
  }

  onclosetag(start: number, end: number): void {
    const close = this.#source.indexOf(">", end);
    const place = { start: this.#last, end: close < 0 ? this.#source.length : close + 1 };
    this.#last = place.end;
    this.#close(this.#source.slice(start, end).toLowerCase(), place);
  }

  oncomment(_start: number, end: number): void {
    this.#markup(end + 1);
  }

  oncdata(_start: number, end: number): void {
    this.#markup(end + 1);
  }

  ondeclaration(_start: number, end: number): void {
    this.#markup(end + 1);
  }

  onprocessinginstruction(_start: number, end: number): void {
    this.#markup(end + 1);
  }

  onattribentity(): void {}
  ontextentity(): void {}
  onend(): void {}

  isInForeignContext(): boolean {
    return this.#stack.at(-1)?.drawing ?? false;
  }

  #markup(end: number): void {
    this.#endText();
    this.#protect({ start: this.#last, end: Math.min(end, this.#source.length) }, "");
    this.#last = end;
  }

  /** Adds markup that stays as it is. Neighbouring markup becomes one code. */
  #protect(place: Place, shown: string, type: CodeType = { type: "other" }): void {
    const last = this.#pieces.at(-1);
    if (last !== undefined && "code" in last && last.code === "ph" && last.end === place.start) {
      const isOther = last.type?.type === "other" && type.type === "other";
      if (isOther && last.shown !== "\n") {
        const joined = (last.shown ?? "") + shown;
        this.#pieces[this.#pieces.length - 1] = {
          ...phOf({ start: last.start, end: place.end }, joined),
          type,
        };
        return;
      }
    }
    this.#pieces.push({ ...phOf(place, shown), type });
  }

  #open(place: Place, isClosed: boolean): void {
    this.#endText();
    this.#last = place.end;
    const name = this.#name;
    const isBlock = BLOCKS.has(name) && !this.isInForeignContext();
    if (isBlock) {
      this.#flush();
      this.#implyEnds(name);
    } else if (OF_RUBY.has(name)) this.#implyEnds(name);
    const element = this.#elementOf(name, isBlock);
    this.#readLanguage(name, place);
    const isOurs = element.translate && !element.foreign && !(this.#stack.at(-1)?.untouched ?? false);
    if (isOurs) this.#readAttributes(name);
    const isEmpty = VOID.has(name) || isClosed;
    if (!isBlock) this.#addTag(name, place, element, isEmpty);
    if (isEmpty) return;
    this.#stack.push(element);
    this.#openNames.set(name, (this.#openNames.get(name) ?? 0) + 1);
    if (this.#stack.length > DEEPEST) throw new Problem("xml-too-deep", { limit: DEEPEST });
  }

  #addTag(name: string, place: Place, element: Element, isEmpty: boolean): void {
    const isProtected = element.untouched || !element.translate || element.foreign;
    if (name === "br" && !isProtected) {
      this.#pieces.push({ ...place, code: "ph", shown: "\n", type: codeTypeOf(name) });
    } else if (isProtected) this.#protect(place, "");
    else if (isEmpty) this.#protect(place, "", codeTypeOf(name));
    else {
      const span = (this.#spans += 1);
      this.#openSpans.push({ name, span });
      this.#pieces.push({ ...place, code: "open", span, type: codeTypeOf(name) });
    }
  }

  #close(name: string, place: Place): void {
    this.#endText();
    // `</br>` is read as `<br>`.
    if (name === "br")
      return void this.#pieces.push({ ...place, code: "ph", shown: "\n", type: codeTypeOf("br") });
    if (BLOCKS.has(name) && !this.isInForeignContext()) {
      this.#flush();
      if (this.#openNames.get(name)) this.#pop(this.#stack.findLastIndex((open) => open.name === name));
      return;
    }
    if (name === "ruby")
      while (OF_RUBY.has(this.#stack.at(-1)?.name ?? "")) this.#pop(this.#stack.length - 1);
    const at = this.#openNames.get(name) ? this.#stack.findLastIndex((open) => open.name === name) : -1;
    const element = this.#stack[at];
    if (element !== undefined && (element.untouched || !element.translate || element.foreign)) {
      this.#pop(at);
      this.#protect(place, "");
      return;
    }
    // Elements that were opened later stay open, as in a browser.
    if (at >= 0) this.#pop(at, 1);
    const open = this.#openSpans.findLastIndex((one) => one.name === name);
    const span = this.#openSpans[open]?.span;
    if (open >= 0) this.#openSpans.splice(open, 1);
    if (span === undefined) this.#protect(place, "");
    else this.#pieces.push({ ...place, code: "close", span, type: codeTypeOf(name) });
  }

  /** Closes open elements: all from an index on, or so many. */
  #pop(at: number, count = Infinity): void {
    for (const { name } of this.#stack.splice(at, count))
      this.#openNames.set(name, (this.#openNames.get(name) ?? 1) - 1);
  }

  #implyEnds(name: string): void {
    const ends = ENDS[name];
    const deepest = Math.max(0, this.#stack.length - LOOK_BACK);
    for (let at = this.#stack.length - 1; at >= deepest; at -= 1) {
      const open = this.#stack[at] as Element;
      if (ends?.has(open.name) === true || (open.name === "p" && CLOSES_PARAGRAPH.has(name))) {
        this.#pop(at);
      } else if (open.isBlock && SCOPES.has(open.name)) return;
    }
  }

  #elementOf(name: string, isBlock: boolean): Element {
    const parent = this.#stack.at(-1);
    const told = this.#attributes.find((attribute) => attribute.name === "translate")?.value.toLowerCase();
    const tag = this.#attributes.find((one) => one.name === "lang" || one.name === "xml:lang")?.value;
    const isList = /^(?:ul|ol|dl|menu|dir)$/u.test(name);
    return {
      name,
      isBlock,
      translate: told === "no" ? false : told === "yes" || told === "" || (parent?.translate ?? true),
      untouched: UNTOUCHED.has(name) || (parent?.untouched ?? false),
      unseen: UNSEEN.has(name) || (parent?.unseen ?? false),
      aside: ASIDE.has(name) || (parent?.aside ?? false),
      foreign:
        tag === undefined || tag === "" || name === "html" || this.#language === undefined
          ? (parent?.foreign ?? false)
          : languageOf(tag) !== this.#language,
      drawing: name === "svg" || name === "math" || (parent?.drawing ?? false),
      lists: (parent?.lists ?? 0) + (isList ? 1 : 0),
    };
  }

  #readLanguage(name: string, place: Place): void {
    const tags = this.#attributes.filter((one) => one.name === "lang" || one.name === "xml:lang");
    const isRoot = name === "html";
    const isSettled = isRoot || this.#attributes.some((one) => one.name === "translate");
    for (const { value, place: at, quote } of tags)
      this.#tags.push({ value, place: at, end: at.end + quote.length, isSettled, isRoot });
    if (!isRoot || this.#declared !== undefined) return;
    const [tag] = tags;
    if (tag === undefined) this.#rootEnd = place.start + "<html".length;
    else {
      this.#declared = tag.value;
      this.#language ??= languageOf(tag.value);
    }
  }

  #readAttributes(name: string): void {
    const valueOf = (wanted: string) =>
      this.#attributes.find((attribute) => attribute.name === wanted)?.value.toLowerCase();
    for (const attribute of this.#attributes) {
      const isText =
        ATTRIBUTES.has(attribute.name) ||
        (name === "meta" &&
          attribute.name === "content" &&
          META.has(valueOf("name") ?? valueOf("property") ?? "")) ||
        (name === "input" && attribute.name === "value" && BUTTONS.has(valueOf("type") ?? ""));
      if (!isText || !/\p{L}|\p{N}/u.test(attribute.value)) continue;
      const { place, quote } = attribute;
      const label = name === "meta" ? (valueOf("name") ?? valueOf("property") ?? "content") : attribute.name;
      const pieces = textPieces(this.#source, place, { isAttribute: true });
      this.#pending.push({
        kind: "attribute",
        attribute: label,
        line: this.#lineOf(place.start),
        pieces,
        render: (text) => writeAttribute(text, quote),
      });
    }
  }

  /** Ends the block that is being read. Its attributes come after it. */
  #flush(): void {
    const pieces = this.#pieces;
    const [first] = pieces;
    this.#pieces = [];
    this.#openSpans = [];
    if (first !== undefined && pieces.some((piece) => "text" in piece && /\S/u.test(piece.text))) {
      const isTitle = this.#stack.some(({ name }) => name === "title");
      const aside = this.#stack.at(-1)?.aside === true;
      this.#blocks.push({
        ...(isTitle ? { kind: "attribute", attribute: "page-title" } : this.#kind()),
        line: this.#lineOf(first.start),
        pieces,
        render: writeText(pieces, this.#source),
        ...(aside ? { isAside: true } : {}),
      });
    }
    this.#blocks.push(...this.#pending);
    this.#pending = [];
  }

  #kind(): { kind: BlockKind; level?: number } {
    for (const { name, lists } of this.#stack.toReversed()) {
      if (/^h[1-6]$/u.test(name)) return { kind: "heading", level: Number(name[1]) };
      if (name === "figcaption" || name === "caption") return { kind: "caption" };
      if (name === "td" || name === "th") return { kind: "table-cell" };
      if (name === "li" || name === "dt" || name === "dd")
        return { kind: "list-item", level: Math.max(1, lists) };
    }
    return { kind: "paragraph" };
  }

  /** Line of an offset, from 1. Offsets come in order, but for attributes, which may be a little earlier. */
  #lineOf(offset: number): number {
    while (this.#lineEnd >= 0 && this.#lineEnd < offset) {
      this.#line += 1;
      this.#lineEnd = this.#source.indexOf("\n", this.#lineEnd + 1);
    }
    return this.#line;
  }
}

const phOf = (place: Place, shown: string): CodePiece => ({
  ...place,
  code: "ph",
  ...(shown === "" ? {} : { shown }),
});

const textOfPieces = (pieces: readonly Piece[]): string =>
  pieces
    .map((piece) => ("text" in piece ? piece.text : ""))
    .join("")
    .trim();
