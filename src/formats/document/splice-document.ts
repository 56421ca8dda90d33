import { type KnownLanguages, languagesTold } from "../guess-encoding.ts";
import type { Language } from "../../domain/language.ts";
import { Problem, type ProblemData, undefinedOnProblem } from "../../domain/problem.ts";
import { type Code, type Content, isCode, plainText, sameContent } from "../../domain/segment.ts";
import type { ExchangeFile, ExchangeUnit, SplicedFile, Untranslated, WriteOptions } from "../contract.ts";
import { type Decoded, encode } from "../encoding.ts";
import { languageByScript } from "../text/blocks.ts";
import { type KeyedSentence, keyedSentences } from "./document-units.ts";
import { type Edit, edited, encodeLike, inOrder } from "../edits.ts";
import { markUntranslated } from "./untranslated-marks.ts";
import { codeKey, type CodePiece, type Place, shownText, type SourceBlock } from "./source-block.ts";

/** A document format whose files can be read and written again in their own shape. */
export interface Dialect {
  /** @throws {Problem} when the encoding of the file is not certain: then it cannot be a template */
  /** @param languages languages that the file was read in */
  readonly decode: (bytes: Uint8Array, languages: KnownLanguages) => Decoded;
  /** The blocks of a file, in order. */
  readonly blocks: (text: string, language?: Language) => readonly SourceBlock[];
  /** The language that the file declares. */
  readonly declared?: (text: string) => Language | undefined;
  /** Changes of the file as a whole when texts of it go over into another language. */
  readonly localise?: (text: string, from: Language, to: Language) => readonly Edit[];
  /** Names the language of a file that already holds a translation, but still declares another language. */
  readonly declare?: (text: string, language: Language) => readonly Edit[];
  /** What becomes of sentences without a translation, unless the request says it. */
  readonly untranslated: Untranslated;
  /** The stretch to remove when no sentence of a block is written. By default the sentences alone. */
  readonly removal?: (text: string, block: SourceBlock, place: Place) => Place;
  /** Writes a character that the encoding of the file lacks. Without it the file becomes UTF-8. */
  readonly substitute?: (character: string) => string;
}

/**
 * Makes the splicer of a document format. It writes one language into an imported file, which may be in another
 * language. A sentence whose text and codes are the same stays byte for byte, with all that is around it. Codes of a
 * translation are written as they stand in the file; a code that the file's sentence does not have is left out.
 *
 * @returns a splicer that returns `undefined` if the units are not those of the file
 */
export function spliceDocument(
  dialect: Dialect,
): (original: Uint8Array, file: ExchangeFile, options: WriteOptions) => SplicedFile | undefined {
  return (original, file, options) => {
    const language = options.target ?? options.source ?? file.source;
    if (language === undefined) throw new Problem("language-missing");
    // The language of the import tells the encoding of a short file.
    const languages = languagesTold({ source: options.templateLanguage });
    const decoded = undefinedOnProblem(() => dialect.decode(original, languages));
    if (decoded === undefined) return undefined;
    const { text } = decoded;
    const declared = dialect.declared?.(text);
    const blocks = dialect.blocks(text, options.templateLanguage ?? declared);
    const own = options.templateLanguage ?? declared ?? languageByScript(blocks.map(shownText)) ?? language;
    const byKey = new Map(file.units.map(({ key, variants }) => [key, variants]));
    const sentences = keyedSentences(blocks, text, own, options.segmentation).filter(
      ({ key, block }) => block.isFront !== true || byKey.has(key),
    );
    if (sentences.length === 0 || !sentences.every(({ key }) => byKey.has(key))) return undefined;
    const plan = new SplicePlan(dialect, text, {
      own,
      language,
      declared,
      options,
      variants: byKey,
    });
    const edits = plan.editsOf(sentences);
    if (edits === undefined) return undefined;
    if (edits.length === 0) return { bytes: original, warnings: plan.warnings, added: 0 };
    const written = edited(text, edits, { start: 0, end: text.length });
    const { substitute } = dialect;
    const bytes =
      substitute === undefined
        ? encodeLike(written, decoded)
        : encode(written, decoded.encoding, decoded.bom, substitute);
    return { bytes, warnings: plan.warnings, added: 0 };
  };
}

/** What is to be written for a sentence; `undefined`: it stays as it is in the file. */
type Written = { readonly text: string; readonly isEmpty: boolean } | undefined;

class SplicePlan {
  readonly warnings: ProblemData[] = [];
  readonly #dialect: Dialect;
  readonly #text: string;
  readonly #own: Language;
  readonly #language: Language;
  /** The language that the file declares. */
  readonly #declared: Language | undefined;
  readonly #untranslated: Untranslated;
  readonly #removed: ReadonlySet<string>;
  /** The texts of each unit by its key. */
  readonly #variants: ReadonlyMap<string, ExchangeUnit["variants"]>;
  /** Edits that may lie inside the markup of a sentence: attributes and language tags. */
  #inner: Edit[] = [];

  constructor(
    dialect: Dialect,
    text: string,
    about: {
      readonly own: Language;
      readonly language: Language;
      readonly declared: Language | undefined;
      readonly options: WriteOptions;
      readonly variants: ReadonlyMap<string, ExchangeUnit["variants"]>;
    },
  ) {
    this.#dialect = dialect;
    this.#text = text;
    this.#own = about.own;
    this.#language = about.language;
    this.#declared = about.declared;
    this.#untranslated = about.options.untranslated ?? dialect.untranslated;
    this.#removed = about.options.removed ?? new Set();
    this.#variants = about.variants;
  }

  /** The edits of the whole file, in order; `undefined` when a changed block cannot be written. */
  editsOf(sentences: readonly KeyedSentence[]): Edit[] | undefined {
    const blocks = [...Map.groupBy(sentences, ({ block }) => block).values()];
    const isAttribute = ([first]: readonly KeyedSentence[]) => first?.block.kind === "attribute";
    const inner: Edit[] = sentences.some(this.#isTranslated) ? this.#languageEdits() : [];
    for (const block of blocks.filter(isAttribute)) {
      const edits = this.#editsOfBlock(block);
      if (edits === undefined) return undefined;
      inner.push(...edits);
    }
    this.#inner = inOrder(inner);
    const edits: Edit[] = [];
    for (const block of blocks.filter((one) => !isAttribute(one))) {
      const own = this.#editsOfBlock(block);
      if (own === undefined) return undefined;
      edits.push(...own);
    }
    return inOrder([...edits, ...this.#inner]);
  }

  #languageEdits(): Edit[] {
    const { localise, declare } = this.#dialect;
    if (this.#own !== this.#language) return [...(localise?.(this.#text, this.#own, this.#language) ?? [])];
    // A page that was translated in an editor may still declare the language that it was translated from.
    const declared = this.#declared;
    if (declared === undefined || declared === this.#language || !this.#hasTexts(declared)) return [];
    return [...(declare?.(this.#text, this.#language) ?? [])];
  }

  #hasTexts = (language: Language): boolean =>
    [...this.#variants.values()].some((variants) => plainText(variants[language]?.content ?? []) !== "");

  /** True if the file gets a text of this sentence in the language of the request. */
  #isTranslated = ({ key }: KeyedSentence): boolean =>
    !this.#removed.has(key) && plainText(this.#variants.get(key)?.[this.#language]?.content ?? []) !== "";

  #editsOfBlock(sentences: readonly KeyedSentence[]): Edit[] | undefined {
    const written = sentences.map((sentence) => this.#write(sentence));
    if (written.every((one) => one === undefined)) return [];
    const [first] = sentences;
    const last = sentences.at(-1);
    if (first === undefined || last === undefined || first.block.isLocated === false) return undefined;
    if (written.every((one) => one?.text === "" && one.isEmpty)) {
      const place = { start: first.start, end: last.end };
      const removed = this.#dialect.removal?.(this.#text, first.block, place) ?? place;
      return [{ ...removed, text: "" }, ...closingEdits(sentences, written)];
    }
    const edits = sentences.flatMap(({ start, end }, at): Edit[] => {
      const one = written[at];
      return one === undefined ? [] : [{ start, end, text: one.text }];
    });
    return [...edits, ...this.#gapEdits(sentences, written), ...closingEdits(sentences, written)];
  }

  /** Edits of the space between sentences. Of the gaps around sentences that are left out, one stays. */
  #gapEdits(sentences: readonly KeyedSentence[], written: readonly Written[]): Edit[] {
    const gaps = gapsBetween(sentences);
    const edits: Edit[] = [];
    const drop = (dropped: readonly Gap[]) => {
      for (const { start, end } of dropped)
        if (this.#isBlank({ start, end })) edits.push({ start, end, text: "" });
    };
    let before: number | undefined;
    let run: Gap[] = [];
    for (const [at, sentence] of sentences.entries()) {
      const gap = gaps[at - 1];
      if (gap !== undefined) run.push(gap);
      if (written[at]?.isEmpty === true) continue;
      const kept = before === undefined ? undefined : (run.find(({ isBreak }) => isBreak) ?? run.at(-1));
      drop(run.filter((one) => one !== kept));
      if (
        kept !== undefined &&
        before !== undefined &&
        !(written[before] === undefined && written[at] === undefined)
      )
        edits.push(...this.#gap(kept, written[before]?.text ?? this.#lastOf(sentences[before] ?? sentence)));
      before = at;
      run = [];
    }
    drop(run);
    return edits;
  }

  #isBlank = ({ start, end }: Place): boolean => start < end && !/\S/u.test(this.#text.slice(start, end));

  #lastOf = ({ end }: Place): string => this.#text.charAt(end - 1);

  /**
   * The space after a sentence, as the language wants it. Markup stays, with its space, and so does a line break of the
   * author's.
   */
  #gap({ start, end, isBreak }: Gap, before: string): Edit[] {
    const last = before.at(-1) ?? "";
    if (isBreak) return [];
    if (this.#language === "zh")
      return this.#isBlank({ start, end }) && FULL_WIDTH.test(last) ? [{ start, end, text: "" }] : [];
    return start === end && !/\s/u.test(last) ? [{ start, end, text: " " }] : [];
  }

  /** What is to be written for a sentence. */
  #write(sentence: KeyedSentence): Written {
    const content = this.#variants.get(sentence.key)?.[this.#language]?.content;
    if (this.#removed.has(sentence.key)) return { text: this.#render(sentence, []), isEmpty: true };
    if (content === undefined || (plainText(content) === "" && this.#own !== this.#language))
      return this.#untranslatedText(sentence);
    if (sameContent(content, sentence.content)) return undefined;
    return { text: this.#render(sentence, content), isEmpty: false };
  }

  #untranslatedText(sentence: KeyedSentence): Written {
    const raw = () => edited(this.#text, this.#inner, sentence);
    // A file in this language may still hold the source text. Any other text was taken back, and must not stay.
    const isSource = this.#own !== this.#language || this.#isSourceText(sentence);
    switch (isSource ? this.#untranslated : "omit") {
      case "source":
        return undefined;
      case "mark":
        return { text: this.#marked(sentence, raw), isEmpty: false };
      case "omit":
        return { text: this.#render(sentence, []), isEmpty: true };
    }
  }

  /** The sentence as it stands in the file, between marks. Those of a field stand inside its quotation marks. */
  #marked(sentence: KeyedSentence, raw: () => string): string {
    const { block, content } = sentence;
    if (block.isFront !== true) return markUntranslated(raw());
    return this.#render(sentence, [markUntranslated(plainText(content))]);
  }

  #isSourceText({ key, content }: KeyedSentence): boolean {
    const text = plainText(content);
    return Object.values(this.#variants.get(key) ?? {}).some((draft) => plainText(draft.content) === text);
  }

  #render(sentence: KeyedSentence, content: Content): string {
    const { block, startsBlock, key } = sentence;
    const parts: RenderedPart[] = [];
    const used = new Set<string>();
    const halves = brokenSpans(content, sentence);
    const foreign = new Set<string>();
    const isFirst = () => parts.length === 0;
    for (const part of content) {
      if (!isCode(part)) {
        parts.push({ text: block.render(part, { startsBlock: startsBlock && isFirst() }) });
      } else if (part.kind === "break") {
        if (this.#language !== "zh") parts.push({ text: " " });
      } else if (part.annotation !== true) {
        const piece = sentence.codes.get(codeKey(part));
        if (piece === undefined) foreign.add(part.id);
        else if (!halves.has(part.id) && !used.has(codeKey(part))) parts.push(this.#asCode(piece));
        used.add(codeKey(part));
      }
    }
    if (foreign.size > 0)
      this.warnings.push({
        code: "codes-added",
        params: { codes: [...foreign].join(", ") },
        place: { unit: key },
      });
    // A half of a span that begins or ends in another sentence must stay, or that sentence would change.
    for (const [code, piece] of sentence.codes) {
      if (used.has(code) || !isHalf(piece, sentence)) continue;
      if (piece.code === "close") parts.unshift(this.#asCode(piece));
      else if (piece.code === "open") parts.push(this.#asCode(piece));
    }
    const around = { before: this.#text.charAt(sentence.start - 1), after: this.#text.charAt(sentence.end) };
    return block.join?.(parts, around) ?? parts.map(({ text }) => text).join("");
  }

  #asCode = (piece: CodePiece): RenderedPart => ({ text: edited(this.#text, this.#inner, piece), piece });
}

/** A part of a sentence as it will be written; `piece` for a code. */
export interface RenderedPart {
  readonly text: string;
  readonly piece?: CodePiece;
}

/**
 * Edits of the ends of spans that are known by a text that has changed, where no sentence has the whole span. Where a
 * sentence is written with such an end, `join` has made it.
 */
function closingEdits(sentences: readonly KeyedSentence[], written: readonly Written[]): Edit[] {
  const opened = new Map<number, CodePiece>();
  const edits: Edit[] = [];
  let at = 0;
  for (const piece of sentences[0]?.block.pieces ?? []) {
    if ("text" in piece || piece.span === undefined) continue;
    const open = opened.get(piece.span);
    if (piece.code === "open") opened.set(piece.span, piece);
    if (piece.known === undefined || open === undefined) continue;
    const { start, end, known } = piece;
    // Such spans do not lie in each other, so no sentence before this one is in a later span.
    while ((sentences[at]?.end ?? Infinity) <= open.end) at += 1;
    let isChanged = false;
    for (let next = at; (sentences[next]?.start ?? Infinity) < start; next += 1) {
      const { start: from, end: to } = sentences[next] ?? piece;
      if (from > open.start || to < end) isChanged ||= written[next] !== undefined;
    }
    if (isChanged) edits.push({ start, end, text: known.close });
  }
  return edits;
}

/** What stands between two sentences; `isBreak` when a line ends there by the author's will. */
interface Gap extends Place {
  readonly isBreak: boolean;
}

function gapsBetween(sentences: readonly KeyedSentence[]): Gap[] {
  const breaks = (sentences[0]?.block.pieces ?? []).filter(
    (piece) => "shown" in piece && piece.shown === "\n",
  );
  let next = 0;
  return sentences.slice(1).map(({ start: end }, at): Gap => {
    const start = sentences[at]?.end ?? end;
    while ((breaks[next]?.start ?? Infinity) < start) next += 1;
    return { start, end, isBreak: (breaks[next]?.end ?? Infinity) <= end };
  });
}

const FULL_WIDTH = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF”’…]/u;

/** True for a half of a span whose other half is not in the sentence. */
function isHalf(piece: CodePiece, { codes }: KeyedSentence): boolean {
  if (piece.code === "ph") return false;
  return ![...codes.values()].some(
    (other) => other !== piece && other.span !== undefined && other.span === piece.span,
  );
}

/** Ids of spans that the translation has in the wrong order, or with only one of the two halves that the source has. */
function brokenSpans(content: Content, { codes }: KeyedSentence): Set<string> {
  const open = new Set<string>();
  const whole = new Set<string>();
  const spans = content.filter((part): part is Code => isCode(part) && part.kind !== "ph");
  for (const { kind, id } of spans) {
    if (kind === "open") open.add(id);
    else if (kind === "close" && open.has(id)) whole.add(id);
  }
  return new Set(
    spans
      .map(({ id }) => id)
      .filter((id) => !whole.has(id) && codes.has(`open ${id}`) && codes.has(`close ${id}`)),
  );
}
