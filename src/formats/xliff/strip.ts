import { DEFAULT_LIMITS, type ReadOptions } from "../contract.ts";
import { decodeXml } from "../xml/decode.ts";
import { parseXml, type XmlElement } from "../xml/reader.ts";
import type { Edit } from "../edits.ts";
import { applyEdits, attributeEdit } from "../xml/edits.ts";
import { MODULES, OURS } from "./vocabulary.ts";

interface Frame {
  readonly element: XmlElement;
  readonly start: number;
  readonly ours: boolean;
  children: number;
  /** Number of children that are ours; `guests` counts those that we put into an element of the file. */
  added: number;
  guests: number;
  /** Edits for its children. They are dropped when the whole element is removed. */
  edits: Edit[];
}

/**
 * Removes from a file all that a pull put into it: metadata, candidates, terms. A file that only `splice` enriched is
 * the original again, byte for byte.
 */
export function strip(bytes: Uint8Array, options: ReadOptions = {}): Uint8Array {
  const decoded = decodeXml(bytes, options);
  const { text } = decoded;
  if (!text.includes(OURS)) return bytes;
  const frames: Frame[] = [];
  let edits: Edit[] = [];
  parseXml(
    text,
    {
      undeclared: () => undefined,
      open(element) {
        const start = text.lastIndexOf("<", element.contentStart - 1);
        frames.push({ element, start, ours: isOurs(element), children: 0, added: 0, guests: 0, edits: [] });
      },
      close(element, end) {
        const frame = frames.pop();
        if (frame === undefined) return;
        const parent = frames.at(-1);
        const into = parent?.edits ?? (edits = []);
        const { start } = frame;
        const wrapper =
          isWrapper(element) && frame.children > 0 && frame.added === frame.children && frame.guests === 0;
        if (parent !== undefined) parent.children += 1;
        if (frame.ours && element.local === "mrk") {
          into.push({ start, end: element.contentStart, text: "" }, ...frame.edits);
          if (!element.selfClosing) into.push({ start: text.lastIndexOf("<", end - 1), end, text: "" });
        } else if (frame.ours || wrapper) {
          if (parent !== undefined) {
            parent.added += 1;
            if (Object.keys(element.attributes).some((name) => name.startsWith("xmlns:"))) parent.guests += 1;
          }
          into.push({ start: spaceStart(text, start), end, text: "" });
        } else {
          if (element.local === "segment" && element.attributes["id"] === `${OURS}-s1`) {
            into.push(...attributeEdit(text, start, element.contentStart, "id", undefined));
          }
          for (const edit of frame.edits) into.push(edit);
        }
      },
    },
    { ...DEFAULT_LIMITS, ...options.limits },
  );
  return applyEdits(bytes, decoded, edits);
}

function spaceStart(text: string, offset: number): number {
  let from = offset;
  while (from > 0 && /\s/u.test(text[from - 1] ?? "")) from -= 1;
  return text[from - 1] === ">" ? from : offset;
}

function isOurs({ local, uri, attributes }: XmlElement): boolean {
  switch (local) {
    case "metaGroup":
      return uri === MODULES.metadata && attributes["category"] === OURS;
    case "match":
      return uri === MODULES.matches && attributes["origin"]?.startsWith(`${OURS}: `) === true;
    case "glossEntry":
      return uri === MODULES.glossary && attributes["id"]?.startsWith(`${OURS}-`) === true;
    case "alt-trans":
      return attributes["origin"]?.startsWith(`${OURS}: `) === true;
    case "note":
      return attributes["from"] === OURS;
    case "context-group":
      return attributes["purpose"] === `x-${OURS}`;
    case "mrk":
      return attributes["id"]?.startsWith(`${OURS}-`) === true;
    default:
      return false;
  }
}

const isWrapper = ({ local, uri }: XmlElement) =>
  (local === "metadata" && uri === MODULES.metadata) ||
  (local === "matches" && uri === MODULES.matches) ||
  (local === "glossary" && uri === MODULES.glossary);
