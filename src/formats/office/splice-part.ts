import type { Language } from "../../domain/language.ts";
import { type Content, isCode } from "../../domain/segment.ts";
import type { Edit } from "../edits.ts";
import { escapeText } from "../xml/xml-characters.ts";
import { type Paragraph, pathOf, type Token, type Wrapper } from "./paragraph.ts";
import { rawOffset } from "./raw-text.ts";
import { type ParagraphText, runsOf, type Sentence } from "./sentences.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Another text for a sentence. */
export interface Replacement {
  readonly sentence: Sentence;
  readonly content: Content;
}

/** What a splice needs to know of the part. */
export interface PartText {
  readonly xml: string;
  readonly vocabulary: Vocabulary;
  /** Language of the new texts, if it is not that of the file, with its tag. */
  readonly language?: Language;
  readonly tag?: string;
}

/**
 * Edits that put other texts in the place of sentences of one paragraph. All bytes outside of these sentences stay, but
 * for the white space between two of them. Neighbouring sentences are written together.
 *
 * @param replacements in the order of the paragraph
 * @param edits edits of the same part so far, in the order of the file; those inside the paragraph are taken along
 */
export function spliceParagraph(
  part: PartText,
  paragraph: Paragraph,
  text: ParagraphText,
  sentences: readonly Sentence[],
  replacements: ReadonlyMap<number, Content>,
  edits: Edit[],
): void {
  let chunk: Replacement[] = [];
  const chunks: Replacement[][] = [];
  for (const sentence of sentences) {
    const content = replacements.get(sentence.number);
    if (content !== undefined) chunk.push({ sentence, content });
    if ((content === undefined || sentence === sentences.at(-1)) && chunk.length > 0) {
      chunks.push(chunk);
      chunk = [];
    }
  }
  // Texts inside of objects of this paragraph have been written before it.
  const taken: Edit[] = [];
  while ((edits.at(-1)?.start ?? -1) >= paragraph.start) taken.push(edits.pop() as Edit);
  // Attributes of one tag are written in an order of their own.
  const inner = taken.toSorted((a, b) => a.start - b.start);
  const made = chunks.map((one) => writeChunk(part, paragraph, text, one, inner));
  const isInside = (edit: Edit) =>
    made.some((one) => edit.start >= one.edit.start && edit.end <= one.edit.end);
  // Two stretches may begin in the same element, and one may have written its start tag anew.
  const preserved = new Map(
    made.flatMap((one) => (one.preserved === undefined ? [] : [[one.preserved.start, one.preserved]])),
  );
  const others = [...inner, ...preserved.values()].filter((edit) => !isInside(edit));
  edits.push(...[...others, ...made.map(({ edit }) => edit)].toSorted((a, b) => a.start - b.start));
}

interface Writer {
  readonly part: PartText;
  readonly prefix: string;
  /** Name of the element that holds characters; `undefined` where the paragraph holds them itself. */
  readonly textElement: string | undefined;
  readonly inner: readonly Edit[];
  readonly stack: Opened[];
  out: string;
}

/** An element that is open in the new text: one of the file, or the one that holds characters. */
interface Opened {
  readonly wrapper: Wrapper | undefined;
  /** True for a run that was opened here, in the new language. */
  readonly isNew: boolean;
  readonly close: string;
}

function writeChunk(
  part: PartText,
  paragraph: Paragraph,
  text: ParagraphText,
  chunk: readonly Replacement[],
  inner: readonly Edit[],
): Written {
  const [first, last] = [chunk[0] as Replacement, chunk.at(-1) as Replacement];
  const from = startOf(part, text, first.sentence);
  const to = endOf(part, text, last.sentence);
  const writer: Writer = {
    part,
    prefix: paragraph.prefix,
    textElement: paragraph.mixed ? undefined : part.vocabulary.textElement,
    inner,
    stack: pathOf(from.inside).map((wrapper) => opened(part, wrapper)),
    out: "",
  };
  for (const [at, { sentence, content }] of chunk.entries()) {
    writeSentence(writer, sentence, content);
    const next = chunk[at + 1]?.sentence;
    if (next !== undefined) writeGap(writer, text, sentence, next, content.length === 0);
  }
  moveTo(writer, pathOf(to.inside), false);
  const edit = { start: from.at, end: to.at, text: writer.out };
  const preserved = preserving(part, from, first);
  return { edit, ...(preserved === undefined ? {} : { preserved }) };
}

/** A written stretch of sentences, and the edit that keeps the white space before it. */
interface Written {
  readonly edit: Edit;
  readonly preserved?: Edit;
}

interface Point {
  readonly at: number;
  readonly inside: Wrapper | undefined;
}

/** Where a sentence begins in the file: before all elements that begin with it. */
function startOf(
  { xml, vocabulary }: PartText,
  { tokens, places }: ParagraphText,
  { firstToken: index, start }: Sentence,
): Point {
  const token = tokens[index] as Token;
  let at = token.start;
  if (!token.isElement)
    at += rawOffset(xml.slice(token.start, token.end), start - (places[index] ?? 0), vocabulary);
  let inside = token.inside;
  while (inside !== undefined && at === inside.contentStart) {
    at = inside.start;
    inside = inside.parent;
  }
  return { at, inside };
}

/** Where a sentence ends in the file: after all elements that end with it. */
function endOf(
  { xml, vocabulary }: PartText,
  { tokens, places }: ParagraphText,
  { firstToken, lastToken, end }: Sentence,
): Point {
  let index = firstToken;
  for (let next = firstToken; next < tokens.length && (places[next] ?? 0) < end; next += 1) {
    if (tokens[next]?.kind === "text" && tokens[next]?.text !== "") index = next;
  }
  index = lastToken ?? index;
  const token = tokens[index] as Token;
  let at = token.end;
  if (!token.isElement)
    at = token.start + rawOffset(xml.slice(token.start, token.end), end - (places[index] ?? 0), vocabulary);
  let inside = token.inside;
  while (inside !== undefined && at === inside.contentEnd) {
    at = inside.end;
    inside = inside.parent;
  }
  return { at, inside };
}

/** White space at the edges of a text is lost without this attribute, which the element may lack. */
function preserving(part: PartText, from: Point, { content }: Replacement): Edit | undefined {
  const holder = from.inside;
  const { vocabulary, language, xml } = part;
  if (holder?.kind !== "text" || vocabulary.textElementAttributes === "") return undefined;
  if (language === undefined && content.every((one) => typeof one === "string" && one === one.trim()))
    return undefined;
  if (xml.slice(holder.start, holder.contentStart).includes("xml:space")) return undefined;
  const at = holder.contentStart - 1;
  return { start: at, end: at, text: vocabulary.textElementAttributes };
}

const opened = ({ xml }: PartText, wrapper: Wrapper): Opened => ({
  wrapper,
  isNew: false,
  close: xml.slice(wrapper.contentEnd, wrapper.end),
});

const slice = (part: PartText, start: number, end: number): string => part.xml.slice(start, end);

/** Closes and opens elements until exactly these are open. */
function moveTo(writer: Writer, path: readonly Wrapper[], isNew: boolean): void {
  const { part, stack } = writer;
  let same = 0;
  while (same < stack.length && same < path.length && isSame(part, stack[same], path[same], isNew)) same += 1;
  while (stack.length > same) writer.out += stack.pop()?.close ?? "";
  for (const [at, wrapper] of path.entries()) {
    if (at < same) continue;
    const { language, tag } = part;
    const holder = holdingRun(wrapper, path[at - 1]);
    const start = (holder === undefined ? "" : startTagOf(part, holder)) + startTagOf(part, wrapper);
    const translated = isNew && wrapper.kind === "run" && language !== undefined;
    writer.out += translated
      ? part.vocabulary.runInLanguage(start, writer.prefix, language, tag ?? language)
      : start;
    const own = opened(part, wrapper);
    const close = own.close + (holder === undefined ? "" : opened(part, holder).close);
    stack.push({ ...own, close, isNew: translated });
  }
}

/** The run that a span has to stand in, as ruby does, where it is not open. */
const holdingRun = ({ kind, parent }: Wrapper, outer: Wrapper | undefined): Wrapper | undefined =>
  kind === "span" && parent?.kind === "run" && parent !== outer ? parent : undefined;

/** The start of an element, so that it keeps white space. */
function startTagOf(part: PartText, { kind, start, contentStart }: Wrapper): string {
  const tag = slice(part, start, contentStart);
  const { textElementAttributes } = part.vocabulary;
  return kind !== "text" || tag.includes("xml:space") ? tag : `${tag.slice(0, -1)}${textElementAttributes}>`;
}

/** True if an open element is the wanted one. Runs with the same start tag and properties are the same. */
function isSame(
  part: PartText,
  open: Opened | undefined,
  wrapper: Wrapper | undefined,
  isNew: boolean,
): boolean {
  if (wrapper?.kind !== "run") return open?.wrapper === wrapper;
  if (open?.wrapper?.kind !== "run" || open.isNew !== (isNew && part.language !== undefined)) return false;
  return open.wrapper === wrapper || startTagOf(part, open.wrapper) === startTagOf(part, wrapper);
}

/** Opens the element that holds characters, in what is open. */
function openText(writer: Writer): void {
  const { textElement } = writer;
  const { textElementAttributes } = writer.part.vocabulary;
  if (textElement === undefined || writer.stack.at(-1)?.wrapper?.kind === "text" || isHolder(writer)) return;
  const name = writer.prefix + textElement;
  writer.out += `<${name}${textElementAttributes}>`;
  writer.stack.push({ wrapper: undefined, isNew: true, close: `</${name}>` });
}

const isHolder = ({ stack }: Writer): boolean => {
  const last = stack.at(-1);
  return last !== undefined && last.wrapper === undefined;
};

/** Closes the element that holds characters. */
function closeText(writer: Writer): void {
  const last = writer.stack.at(-1);
  if (last !== undefined && (last.wrapper === undefined || last.wrapper.kind === "text"))
    writer.out += writer.stack.pop()?.close ?? "";
}

/** Writes text into these elements. */
function writeText(writer: Writer, path: readonly Wrapper[], text: string): void {
  const { elements, collapses } = writer.part.vocabulary;
  const isNew = writer.part.language !== undefined;
  const enter = () => {
    const { stack } = writer;
    const depth =
      isHolder(writer) || stack.at(-1)?.wrapper?.kind === "text" ? stack.length - 1 : stack.length;
    const fits =
      depth === path.length && path.every((wrapper, at) => isSame(writer.part, stack[at], wrapper, isNew));
    if (fits) return;
    closeText(writer);
    moveTo(writer, path, isNew);
  };
  let from = 0;
  const flush = (until: number) => {
    if (until === from) return;
    enter();
    openText(writer);
    writer.out += escapeText(text.slice(from, until));
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const element =
      elements.get(character) ??
      // A blank after another one would be lost.
      (collapses && character === " " && text.charAt(at - 1) === " " ? elements.get("  ") : undefined);
    if (element === undefined) continue;
    flush(at);
    from = at + 1;
    enter();
    closeText(writer);
    const xml = element.xml.replaceAll("*", writer.prefix);
    if (element.outside === undefined) writer.out += xml;
    else writeOutside(writer, path, xml);
  }
  flush(text.length);
}

/** Writes an element beside the runs; it repeats their format. */
function writeOutside(writer: Writer, path: readonly Wrapper[], xml: string): void {
  const run = path.at(-1);
  moveTo(writer, run?.kind === "run" ? path.slice(0, -1) : path, true);
  writer.out += xml.replace("><", `>${run?.formatXml ?? ""}<`);
}

/** Copies a piece of the file, with the texts that were written inside it. */
function copy(writer: Writer, start: number, end: number): void {
  let from = start;
  for (const edit of writer.inner) {
    if (edit.start < from || edit.end > end) continue;
    writer.out += slice(writer.part, from, edit.start) + edit.text;
    from = edit.end;
  }
  writer.out += slice(writer.part, from, end);
}

/** Writes an object or a mark of the file, in its own run. */
function writeToken(writer: Writer, around: readonly Wrapper[], token: Token): void {
  closeText(writer);
  moveTo(writer, [...around, ...runsOf(token, writer.part.vocabulary)], false);
  copy(writer, token.start, token.end);
}

function writeSentence(writer: Writer, sentence: Sentence, content: Content): void {
  const { around, codes } = sentence;
  for (const token of sentence.before) writeToken(writer, around, token);
  const open: {
    readonly id: string;
    readonly wrapper?: Wrapper;
    readonly runs?: readonly Wrapper[];
    readonly end?: readonly Token[];
  }[] = [];
  const written = new Set<string>();
  const spans = (): Wrapper[] => [...around, ...open.flatMap(({ wrapper }) => wrapper ?? [])];
  const writeTokens = (tokens: readonly Token[]) => {
    for (const token of tokens) writeToken(writer, spans(), token);
  };
  for (const part of content) {
    if (!isCode(part)) {
      const runs = open.findLast((one) => one.runs !== undefined)?.runs ?? sentence.runs;
      writeText(writer, [...spans(), ...runs], part);
      continue;
    }
    const id = codes.has(part.id) ? part.id : (part.attributes?.["copyOf"] ?? part.id);
    const meaning = codes.get(id);
    if (meaning === undefined) continue;
    if (part.kind === "close") {
      const at = open.findLastIndex((one) => one.id === part.id);
      const [closed] = at >= 0 ? open.splice(at, 1) : [];
      writeTokens(closed?.end ?? []);
    } else if (meaning.is === "limits") {
      // A second copy would have the same id, and a program would read neither.
      if (part.kind !== "open" || written.has(id)) continue;
      written.add(id);
      writeTokens(meaning.start);
      open.push({ id: part.id, end: meaning.end });
    } else if (meaning.is === "object") {
      written.add(id);
      writeTokens(meaning.tokens);
    } else if (part.kind === "open") {
      if (meaning.is === "span") open.push({ id: part.id, wrapper: meaning.wrapper, runs: meaning.runs });
      else open.push({ id: part.id, runs: meaning.runs });
    }
  }
  for (const { end } of open.splice(0)) writeTokens(end ?? []);
  // What stands in the text must not be lost with it: a footnote, an image.
  for (const [id, meaning] of codes) {
    if (written.has(id)) continue;
    if (meaning.is === "object") writeTokens(meaning.tokens);
    else if (meaning.is === "limits") writeTokens([...meaning.start, ...meaning.end]);
  }
  for (const token of sentence.after) writeToken(writer, around, token);
}

/** Writes what stands between two sentences. White space is that of the language; none follows a text that is left out. */
function writeGap(
  writer: Writer,
  text: ParagraphText,
  sentence: Sentence,
  next: Sentence,
  isLeftOut: boolean,
): void {
  const { language } = writer.part;
  const gap = text.text.slice(sentence.end, next.start);
  const isBlank = /^ *$/u.test(gap);
  const usual = language === "zh" ? "" : gap === "" ? " " : gap;
  const between = isLeftOut && isBlank ? "" : language === undefined || !isBlank ? gap : usual;
  let isWritten = false;
  for (let at = sentence.firstToken; at <= next.firstToken; at += 1) {
    const token = text.tokens[at] as Token;
    const place = text.places[at] ?? 0;
    const length = token.kind === "text" ? token.text.length : 0;
    if (token.kind !== "text") {
      if (place < sentence.end || token.kind === "drop" || token.kind === "field") continue;
      if (at <= (sentence.lastToken ?? -1) || at === next.firstToken) continue;
      writeToken(
        writer,
        pathOf(token.inside).filter(({ kind }) => kind !== "run" && kind !== "text"),
        token,
      );
    } else if (!isWritten && place + length > sentence.end) {
      isWritten = true;
      if (between !== "") writeText(writer, [...sentence.around, ...sentence.runs], between);
    }
  }
}
