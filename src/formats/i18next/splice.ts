import { type Edit, withEdits } from "../edits.ts";
import { encode } from "../encoding.ts";
import type { ExchangeFile, SplicedFile, WriteOptions } from "../contract.ts";
import { decodeJson } from "../json/decode-json.ts";
import { type JsonArray, type JsonNode, type JsonObject, parseJson } from "../json/tree.ts";
import { COMPACT, hasText, printStrings, type Style } from "./print.ts";
import { languageToWrite, type StringList, type StringMap, type Strings, stringsOf } from "./strings.ts";

/**
 * Writes one language into an existing file, which may be in this language or another one. Texts that differ are
 * replaced. Missing keys are inserted after the key that they follow in the document. Keys are removed when their unit
 * has no text in this language. Everything else stays byte for byte: order, white space, spelling of escapes, numbers,
 * keys that the document does not have, BOM.
 *
 * @param original the file as it was imported
 * @throws {Problem} as `readI18next` for the original, and as `writeI18next` for the units
 */
export function spliceI18next(
  original: Uint8Array,
  file: ExchangeFile,
  options: WriteOptions = {},
): SplicedFile {
  const { text, encoding, bom } = decodeJson(original);
  const strings = stringsOf(file.units, languageToWrite(file, options));
  const root = parseJson(text);
  const work: Work = { text, style: styleOf(text, root), edits: [], added: 0 };
  spliceNode(work, root, strings);
  return { bytes: encode(withEdits(text, work.edits), encoding, bom), warnings: [], added: work.added };
}

interface Work {
  readonly text: string;
  readonly style: Style;
  readonly edits: Edit[];
  /** Texts that the file did not have. */
  added: number;
}

function spliceNode(work: Work, node: JsonNode, strings: Strings): void {
  if (node.kind === "object" && strings instanceof Map) spliceObject(work, node, strings);
  else if (node.kind === "array" && Array.isArray(strings)) spliceArray(work, node, strings);
  else if (!hasText(strings)) {
    if (strings === undefined && node.kind === "text" && node.value !== "") replace(work, node, '""');
  } else if (node.kind !== "text" || node.value !== strings) {
    replace(work, node, printStrings(strings, work.style, indentationAt(work.text, node.start)));
  }
}

function replace(work: Work, node: JsonNode, text: string): void {
  work.edits.push({ start: node.start, end: node.end, text });
}

function spliceObject(work: Work, node: JsonObject, strings: StringMap): void {
  const { text, style, edits } = work;
  const { members } = node;
  const kept = members.filter(
    ({ name, value }) => !strings.has(name) || !becomesEmpty(value, strings.get(name)),
  );
  const present = new Set(kept.map((member) => member.name));
  const added = [...strings].filter(([name, value]) => !present.has(name) && hasText(value));
  work.added += added.reduce((sum, [, value]) => sum + countTexts(value), 0);
  const [first] = kept;
  if (first === undefined) {
    if (members.length > 0 || added.length > 0) {
      replace(work, node, printStrings(strings, style, indentationAt(text, node.start)));
    }
    return;
  }
  removeOthers(work, node, new Set(kept));
  for (const { name, value } of kept) {
    // A name without a unit in the document keeps its value.
    if (strings.has(name)) spliceNode(work, value, strings.get(name));
  }
  if (added.length === 0) return;

  const separator = text.slice(node.start + 1, members[0]?.start);
  const inner = separator.slice(separator.lastIndexOf("\n") + 1);
  const print = (name: string, value: Strings): string =>
    JSON.stringify(name) + style.colon + printStrings(value, style, inner);
  const ends = new Map(kept.map((member) => [member.name, member.value.end]));
  let at: number | undefined;
  for (const [name, value] of strings) {
    if (present.has(name)) at = ends.get(name);
    else if (!hasText(value)) continue;
    else if (at === undefined) {
      edits.push({ start: first.start, end: first.start, text: `${print(name, value)},${separator}` });
    } else edits.push({ start: at, end: at, text: `,${separator}${print(name, value)}` });
  }
}

/** Number of texts in a tree of strings. */
function countTexts(strings: Strings): number {
  if (strings instanceof Map) return [...strings.values()].reduce((sum, one) => sum + countTexts(one), 0);
  if (Array.isArray(strings)) return strings.reduce<number>((sum, one) => sum + countTexts(one), 0);
  return hasText(strings) ? 1 : 0;
}

/** True when a member becomes empty after texts without a translation are removed. */
function becomesEmpty(node: JsonNode, strings: Strings): boolean {
  if (hasText(strings)) return false;
  if (node.kind === "text") return strings === undefined && node.value !== "";
  if (node.kind === "array" && Array.isArray(strings)) {
    const { items } = node;
    return (
      items.length > 0 && items.every((item, at) => at < strings.length && becomesEmpty(item, strings[at]))
    );
  }
  if (node.kind === "object" && strings instanceof Map) {
    const { members } = node;
    return (
      members.length > 0 &&
      members.every(({ name, value }) => strings.has(name) && becomesEmpty(value, strings.get(name)))
    );
  }
  return false;
}

/** Removes members, each with the comma before it. When no kept member stands before, the comma after it is removed. */
function removeOthers(work: Work, node: JsonObject, kept: ReadonlySet<JsonObject["members"][number]>): void {
  let keptBefore = false;
  for (const [at, member] of node.members.entries()) {
    if (kept.has(member)) {
      keptBefore = true;
      continue;
    }
    const before = node.members[at - 1];
    const after = node.members[at + 1];
    if (keptBefore && before) work.edits.push({ start: before.value.end, end: member.value.end, text: "" });
    else if (after) work.edits.push({ start: member.start, end: after.start, text: "" });
  }
}

function spliceArray(work: Work, node: JsonArray, strings: StringList): void {
  const { text, style, edits } = work;
  for (const [place, item] of node.items.entries()) {
    if (place < strings.length) spliceNode(work, item, strings[place]);
  }
  const added = strings.slice(node.items.length);
  const [first] = node.items;
  const last = node.items.at(-1);
  if (!added.some(hasText)) return;
  if (first === undefined || last === undefined) {
    replace(work, node, printStrings(strings, style, indentationAt(text, node.start)));
    return;
  }
  const separator = text.slice(node.start + 1, first.start);
  const inner = separator.slice(separator.lastIndexOf("\n") + 1);
  const printed = added.map((value) => `,${separator}${printStrings(value, style, inner)}`).join("");
  edits.push({ start: last.end, end: last.end, text: printed });
}

function styleOf(text: string, root: JsonNode): Style {
  const member = root.kind === "object" ? root.members[0] : undefined;
  if (member === undefined)
    return text.includes("\n") ? { newline: "\n", indent: "  ", colon: ": " } : COMPACT;
  const colon = /:\s*$/u.exec(text.slice(member.start, member.value.start).slice(-64))?.[0] ?? ": ";
  const separator = text.slice(root.start + 1, member.start);
  const newline = /\r?\n/u.exec(separator)?.[0] ?? "";
  return { newline, indent: newline === "" ? "" : separator.slice(separator.lastIndexOf("\n") + 1), colon };
}

/** White space at the start of the line that contains the offset. */
function indentationAt(text: string, offset: number): string {
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/u.exec(text.slice(line, line + 1024))?.[0] ?? "";
}
