import { type Segmentation, sentenceSpans } from "../../alignment/segmentation.ts";
import type { Language } from "../../domain/language.ts";
import { type Code, type Content, type Inline, tidy } from "../../domain/segment.ts";
import { LOOSE_FIELD } from "./fields.ts";
import { endAfter, partnersOf, withStarts } from "./limits.ts";
import { isSameSpan, type Paragraph, pathOf, type Token, type Wrapper } from "./paragraph.ts";
import type { Limit, TextFormat, Vocabulary } from "./vocabulary.ts";

/** What a code of a sentence stands for in the file. */
export type CodeMeaning =
  | { readonly is: "span"; readonly wrapper: Wrapper; readonly runs: readonly Wrapper[] }
  | { readonly is: "format"; readonly runs: readonly Wrapper[] }
  | { readonly is: "object"; readonly tokens: readonly Token[] }
  /** A stretch between two elements, each with the marks beside it. */
  | { readonly is: "limits"; readonly start: readonly Token[]; readonly end: readonly Token[] };

/** A sentence of a paragraph, with what is needed to write another text in its place. */
export interface Sentence {
  /** Number in the paragraph, from 1. */
  readonly number: number;
  /** Place in the text of the paragraph. */
  readonly start: number;
  readonly end: number;
  /** Index of the token with its first character, or of the start of a stretch just before it. */
  readonly firstToken: number;
  /** Index of the end of a stretch just after its last character, if that belongs to it. */
  readonly lastToken?: number;
  readonly content: Content;
  readonly codes: ReadonlyMap<string, CodeMeaning>;
  /** Elements around the whole sentence, runs apart. */
  readonly around: readonly Wrapper[];
  /** Runs that give the format of text without a code. */
  readonly runs: readonly Wrapper[];
  /** Marks inside the sentence, which stay at its ends. */
  readonly before: readonly Token[];
  readonly after: readonly Token[];
  /** Numbers of comments. */
  readonly comments: readonly string[];
}

/** The text of a paragraph, with the place of each token in it. */
export interface ParagraphText {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly places: readonly number[];
  readonly isHidden: boolean;
  readonly visibleFormat: Paragraph["visibleFormat"];
}

/** Letters and figures. A text without them needs no translation. */
export const PRINTS = /[\p{L}\p{N}]/u;

/** The text of a paragraph. Hidden text among visible text is an object. */
export function paragraphText({ tokens, visibleFormat }: Paragraph, vocabulary: Vocabulary): ParagraphText {
  const hides = (token: Token) =>
    token.kind === "text" && vocabulary.isHidden(visibleFormat(formatOf(runsOf(token, vocabulary))));
  const hidden = new Set(tokens.filter(hides));
  const isHidden =
    hidden.size > 0 &&
    tokens.every((token) => token.kind !== "text" || hidden.has(token) || token.text.trim() === "");
  const shown: Token[] = [];
  for (const token of tokens) {
    if (isHidden || !hidden.has(token)) shown.push(token);
    else shown.push(hiddenRun(token));
  }
  const places: number[] = [];
  let text = "";
  for (const token of shown) {
    places.push(text.length);
    if (token.kind === "text") text += token.text;
  }
  return { text, tokens: shown, places, isHidden, visibleFormat };
}

/** Hidden text as an object: its element with all its characters. */
function hiddenRun(token: Token): Token {
  const holder = token.inside?.kind === "text" ? token.inside : undefined;
  return {
    ...token,
    kind: "object",
    text: "hidden text",
    isElement: true,
    ...(holder === undefined ? {} : { start: holder.start, end: holder.end, inside: holder.parent }),
  };
}

/** The runs that format a token. */
export function runsOf(token: Token, { flatRuns }: Vocabulary): Wrapper[] {
  const runs = pathOf(token.inside).filter(({ kind }) => kind === "run");
  return flatRuns ? runs.slice(-1) : runs;
}

function formatOf(runs: readonly Wrapper[]): TextFormat {
  const [first] = runs;
  if (runs.length === 1 && first !== undefined) return first.format;
  return new Map(runs.flatMap(({ format }) => [...format]));
}

const keyOf = (format: TextFormat): string =>
  format.size === 0
    ? ""
    : [...format]
        .map(([name, value]) => `${name}=${value}`)
        .toSorted()
        .join("\n");

/** A piece of a sentence: text in one format, or an object with its marks. */
interface Piece {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly path: readonly Wrapper[];
  readonly runs: readonly Wrapper[];
  readonly format: TextFormat;
  readonly key: string;
}

/** Cuts a paragraph into sentences. Sentences without letters and figures are left out, but counted. */
export function sentencesOfParagraph(
  paragraph: ParagraphText,
  vocabulary: Vocabulary,
  language: Language,
  rules?: Segmentation,
): Sentence[] {
  const { text } = paragraph;
  if (!PRINTS.test(text)) return [];
  const sentences: Sentence[] = [];
  const partners = partnersOf(paragraph.tokens);
  let number = 0;
  let from = 0;
  for (const span of sentenceSpans(text, language, rules && { rules })) {
    const whole = text.slice(span.start, span.end);
    const trimmed = whole.trim();
    if (trimmed === "") continue;
    number += 1;
    if (!PRINTS.test(trimmed)) continue;
    const start = span.start + whole.indexOf(trimmed);
    from = firstToken(paragraph, from, start);
    const place = { number, start, end: start + trimmed.length, from };
    const last = endAfter(paragraph, partners, place);
    const first = withStarts(paragraph, partners, place);
    sentences.push(
      sentenceOf(paragraph, vocabulary, {
        ...place,
        from: first,
        ...(last === undefined ? {} : { last }),
      }),
    );
  }
  return withComments(sentences, paragraph);
}

/** Gives each comment to the sentence that it begins in, or else to the one that it follows. */
function withComments(sentences: readonly Sentence[], { tokens, places }: ParagraphText): Sentence[] {
  const comments = new Map<number, Set<string>>();
  let at = 0;
  for (const [n, { comment, kind }] of tokens.entries()) {
    if (comment === undefined) continue;
    const place = places[n] ?? 0;
    while (at < sentences.length - 1 && (sentences[at]?.end ?? 0) <= place) at += 1;
    const follows = kind === "after" && at > 0 && (sentences[at]?.start ?? 0) >= place;
    const goal = follows ? at - 1 : at;
    comments.set(goal, (comments.get(goal) ?? new Set()).add(comment));
  }
  if (comments.size === 0) return [...sentences];
  // A comment has a mark at its end too, which may stand in a later sentence.
  const known = new Set<string>();
  return sentences.map((sentence, n) => {
    const own = [...(comments.get(n) ?? [])].filter((comment) => !known.has(comment));
    for (const comment of own) known.add(comment);
    return { ...sentence, comments: own };
  });
}

/** Index of the first token that reaches beyond a place. */
function firstToken({ tokens, places }: ParagraphText, from: number, start: number): number {
  let at = from;
  while (at < tokens.length) {
    const token = tokens[at];
    const length = token?.kind === "text" ? token.text.length : 0;
    if ((places[at] ?? 0) + length > start) break;
    at += 1;
  }
  return at;
}

/** A stretch of the text of a paragraph, with its first token, and its last one if that stands just behind it. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly last?: number;
}

function sentenceOf(
  paragraph: ParagraphText,
  vocabulary: Vocabulary,
  place: Stretch & { readonly number: number },
): Sentence {
  const { pieces: found, before, after } = piecesOf(paragraph, vocabulary, place);
  const around = commonAround(found);
  // A link looks other than the text around it, so it does not decide how that text looks.
  const outside = found.filter(
    ({ path, format }) => spansOf(path, around.length).length === 0 && !format.has(LINK),
  );
  const base = baseFormat(outside) ?? baseFormat(found);
  const pieces = simplified(found, base);
  const coded = encode(pieces, around.length, base, vocabulary);
  return {
    number: place.number,
    start: place.start,
    end: place.end,
    firstToken: place.from,
    ...(place.last === undefined ? {} : { lastToken: place.last }),
    ...coded,
    around,
    runs: base?.runs ?? [],
    before,
    after,
    comments: [],
  };
}

function piecesOf(
  { tokens, places, visibleFormat }: ParagraphText,
  vocabulary: Vocabulary,
  { start, end, from, last: until = -1 }: Stretch,
): { pieces: Piece[]; before: Token[]; after: Token[] } {
  const pieces: Piece[] = [];
  const before: Token[] = [];
  const after: Token[] = [];
  let pending: Token[] = [];
  const pieceOf = (text: string, own: readonly Token[], token: Token): Piece => {
    const runs = runsOf(token, vocabulary);
    const format = visibleFormat(formatOf(runs));
    return { text, tokens: own, path: pathOf(token.inside), runs, format, key: keyOf(format) };
  };
  const settle = () => {
    before.push(...pending);
    pending = [];
  };
  for (let at = from; at < tokens.length && ((places[at] ?? 0) < end || at <= until); at += 1) {
    const token = tokens[at] as Token;
    const place = places[at] ?? 0;
    if (token.kind === "drop" || token.kind === "field") continue;
    if (token.kind === "text") {
      settle();
      const text = token.text.slice(Math.max(0, start - place), end - place);
      if (text !== "") pieces.push(pieceOf(text, [token], token));
    } else if (token.kind === "before") {
      // Paragraphs keep their order, and so their numbers: a comment stays behind a footnote.
      const behind = token.holdsParagraphs === true ? pieces.findLastIndex(({ text }) => text === "") : -1;
      const object = pieces[behind];
      if (object === undefined) pending.push(token);
      else pieces[behind] = { ...object, tokens: [...object.tokens, token] };
    } else if (token.kind === "object") {
      const last = pieces.at(-1);
      if (isLooseField(token) && pending.length === 0 && last?.tokens.every(isLooseField) === true)
        pieces[pieces.length - 1] = { ...last, tokens: [...last.tokens, token] };
      else pieces.push(pieceOf("", [...pending, token], token));
      pending = [];
    } else {
      const last = pieces.at(-1);
      // A mark that ends just after an object goes with it.
      if (last !== undefined && last.text === "" && pending.length === 0)
        pieces[pieces.length - 1] = { ...last, tokens: [...last.tokens, token] };
      else after.push(token);
    }
  }
  settle();
  return { pieces, before, after };
}

const isLooseField = ({ kind, text }: Token): boolean => kind === "object" && text === LOOSE_FIELD;

/** Property of a DrawingML run that makes it a link. */
const LINK = "hlinkClick";
/** Properties that show on white space: lines, backgrounds and borders. */
const SHOWS_ON_SPACE: ReadonlySet<string> = new Set(
  `u strike dstrike highlight shd bdr text-underline-style text-underline-type text-line-through-style
  text-line-through-type background-color`.split(/\s+/u),
);
/** Properties that change letters and figures, and marks such as a comma so little that no reader sees it. */
const SHOWS_ON_LETTERS: ReadonlySet<string> = new Set(
  `b i ln effectLst rFonts rFont latin font-weight font-style font-name font-family smallCaps caps cap font-variant
  text-transform`.split(/\s+/u),
);
const MARKS = /^[\s\p{P}]*$/u;

/** True when nobody can tell whether a text without letters is in the one format or in the other. */
function looksSame(text: string, one: TextFormat, other: TextFormat): boolean {
  const differing = [...one.keys(), ...other.keys()].filter((name) => one.get(name) !== other.get(name));
  return text.trim() === ""
    ? !differing.some((name) => SHOWS_ON_SPACE.has(name))
    : differing.every((name) => SHOWS_ON_LETTERS.has(name));
}

/** A blank or a comma in another format takes the format of the text before it, or of most of the text, if it looks the same. */
function simplified(pieces: readonly Piece[], base: Piece | undefined): Piece[] {
  const simple: Piece[] = [];
  for (const piece of pieces) {
    const { text, key, format } = piece;
    const isMark = text !== "" && key !== base?.key && MARKS.test(text);
    const like = [simple.at(-1), base].find(
      (other) => other !== undefined && other.text !== "" && looksSame(text, format, other.format),
    );
    simple.push(
      isMark && like !== undefined
        ? { ...piece, runs: like.runs, format: like.format, key: like.key }
        : piece,
    );
  }
  return simple;
}

/** The spans around a piece that are not around its whole sentence. */
const spansOf = (path: readonly Wrapper[], around: number): Wrapper[] =>
  path
    .filter(isAround)
    .slice(around)
    .filter(({ kind }) => kind === "span");

const isAround = ({ kind }: Wrapper): boolean => kind !== "run" && kind !== "text";

function commonAround(pieces: readonly Piece[]): Wrapper[] {
  const [first, ...others] = pieces.map(({ path }) => path.filter(isAround));
  if (first === undefined) return [];
  let length = first.length;
  for (const path of others) {
    let same = 0;
    while (same < length && isSameSpan(first[same] as Wrapper, path[same])) same += 1;
    length = same;
  }
  return first.slice(0, length);
}

/** The format of most characters. */
function baseFormat(pieces: readonly Piece[]): Piece | undefined {
  const sums = new Map<string, { piece: Piece; sum: number }>();
  for (const piece of pieces) {
    const length = piece.text.replace(/\s+/gu, "").length;
    const known = sums.get(piece.key);
    if (piece.text === "") continue;
    if (known === undefined) sums.set(piece.key, { piece, sum: length });
    else known.sum += length;
  }
  let best: { piece: Piece; sum: number } | undefined;
  for (const one of sums.values()) if (best === undefined || one.sum > best.sum) best = one;
  return best?.piece;
}

/** The content of a sentence: text, and a code for each change of the format and each object. */
function encode(
  pieces: readonly Piece[],
  around: number,
  base: Piece | undefined,
  vocabulary: Vocabulary,
): Pick<Sentence, "content" | "codes"> {
  const content: Inline[] = [];
  const codes = new Map<string, CodeMeaning>();
  const spans: { readonly wrapper: Wrapper; readonly code: Code; readonly base: Piece | undefined }[] = [];
  let format: { readonly key: string; readonly code: Code } | undefined;
  const add = (kind: "open" | "ph", meaning: CodeMeaning, hint: string): Code => {
    const code = codeOf(kind, String(codes.size + 1), hint, meaning.is);
    codes.set(code.id, meaning);
    content.push(code);
    return code;
  };
  // Stretches whose end has not come yet: until then, their start is an object.
  const limits: {
    readonly limit: Limit;
    readonly start: readonly Token[];
    readonly code: Code;
    readonly at: number;
    readonly span: (typeof spans)[number] | undefined;
  }[] = [];
  const close = (code: Code) => content.push({ kind: "close", id: code.id, element: code.element });
  for (const [at, piece] of pieces.entries()) {
    const wanted = spansOf(piece.path, around);
    const kept = spans.findIndex(({ wrapper }, place) => !isSameSpan(wrapper, wanted[place]));
    const same = kept < 0 ? spans.length : kept;
    const isText = piece.text !== "";
    const changes = same < spans.length || same < wanted.length;
    if (format !== undefined && (changes || (isText && format.key !== piece.key))) {
      close(format.code);
      format = undefined;
    }
    while (spans.length > same) close((spans.pop() as (typeof spans)[number]).code);
    for (const wrapper of wanted.slice(same)) {
      const own = pieces.slice(at).find(({ text }) => text !== "");
      const code = add("open", { is: "span", wrapper, runs: own?.runs ?? [] }, wrapper.hint);
      spans.push({ wrapper, code, base: own });
    }
    const usual = spans.at(-1)?.base ?? base;
    const object = piece.tokens.find(({ kind }) => kind === "object");
    const hint = object?.text ?? "";
    const limit = object?.limit;
    if (limit !== undefined && format !== undefined) {
      close(format.code);
      format = undefined;
    }
    const begun = limits.at(-1);
    const meaning = { is: "object", tokens: piece.tokens } as const;
    if (limit?.side === "start") {
      const code = add("ph", meaning, `${hint} from here`);
      limits.push({ limit, start: piece.tokens, code, at: content.length - 1, span: spans.at(-1) });
    } else if (limit !== undefined && begun?.limit.id === limit.id && begun.span === spans.at(-1)) {
      limits.pop();
      const { id } = begun.code;
      codes.set(id, { is: "limits", start: begun.start, end: piece.tokens });
      const code = codeOf("open", id, hint, "limits");
      content[begun.at] = code;
      close(code);
    } else if (!isText) add("ph", meaning, limit === undefined ? hint : `${hint} up to here`);
    else if (format === undefined && piece.key !== usual?.key) {
      const name = difference(piece.format, usual?.format, vocabulary);
      format = { key: piece.key, code: add("open", { is: "format", runs: piece.runs }, name) };
    }
    content.push(piece.text);
  }
  if (format !== undefined) close(format.code);
  for (const { code } of spans.toReversed()) close(code);
  return { content: tidy(content), codes };
}

const TYPES: Readonly<Record<CodeMeaning["is"], string>> = {
  span: "other",
  format: "fmt",
  object: "other",
  limits: "other",
};
const SUBTYPES: Readonly<Record<string, string>> = { bold: "xlf:b", italic: "xlf:i", underlined: "xlf:u" };

/** A code in the words of XLIFF 2.1 (§4.3.1.36), with a hint for translators. */
function codeOf(kind: "open" | "ph", id: string, hint: string, is: CodeMeaning["is"]): Code {
  const type = hint === "link" ? "link" : hint === "image" ? "image" : TYPES[is];
  const subType = is === "format" ? SUBTYPES[hint] : undefined;
  const shown: Record<string, string> = kind === "ph" ? { disp: hint } : { dispStart: hint, dispEnd: hint };
  return {
    kind,
    id,
    element: kind === "ph" ? "ph" : "pc",
    attributes: { type, ...(subType === undefined ? {} : { subType }), ...shown },
  };
}

/** How a format differs from that of the other text, in words. */
function difference(format: TextFormat, base: TextFormat | undefined, vocabulary: Vocabulary): string {
  const added = [...format]
    .filter(([name, value]) => base?.get(name) !== value)
    .map(([name, value]) => vocabulary.formatHint(name, value));
  const removed = [...(base ?? [])]
    .filter(([name]) => !format.has(name))
    .map(([name, value]) => without(vocabulary.formatHint(name, value)));
  return [...new Set([...added, ...removed])].slice(0, 3).join(", ");
}

/** The hint for a property that a text lacks. */
const without = (hint: string): string => (hint.startsWith("not ") ? hint.slice(4) : `not ${hint}`);
