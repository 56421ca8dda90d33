import { type Code, type Content, type Inline, isCode } from "../../domain/segment.ts";
import { Problem } from "../../domain/problem.ts";
import { escapeText, startTag } from "../xml/xml-characters.ts";
import { nativeCode } from "../xml/native-code.ts";
import type { XmlElement } from "../xml/reader.ts";

/** Builds the content of a `seg` (TMX 1.4b §3.3). One builder serves many segments, one after another. */
export interface SegmentBuilder {
  begin(): void;
  open(element: XmlElement): void;
  close(element: XmlElement): void;
  text(data: string): void;
  content(): Content;
}

const NATIVE: Readonly<Record<string, Code["kind"]>> = {
  bpt: "open",
  ept: "close",
  it: "ph",
  ph: "ph",
  ut: "ph",
};

/** Makes a builder. It throws `too-long` for a content above `limit`. */
export function createSegmentBuilder(limit: number): SegmentBuilder {
  /**
   * The first `size` entries belong to this segment. The array is reused for the next segment, and `content`
   * returns a copy of the exact size: a growing array reserves too much memory, and an emptied array frees its
   * memory.
   */
  const parts: Inline[] = [];
  let size = 0;
  /** `i` connects an `ept` with its `bpt`; `x` connects codes of several languages. */
  const idByPair = new Map<string, string>();
  const highlights: Code[] = [];
  let native: { code: Code; depth: number; text: string; markup: string; mixed: boolean } | undefined;
  let length = 0;
  let nameless = 0;

  const grow = (by: number) => {
    length += by;
    if (length > limit) throw new Problem("too-long", { limit });
  };
  const idOf = ({ local, attributes }: XmlElement): string => {
    const pair = attributes["i"];
    if (local === "ept" && pair !== undefined) return idByPair.get(pair) ?? pair;
    const id = attributes["x"] ?? pair ?? `_${(nameless += 1)}`;
    if (local === "bpt" && pair !== undefined) idByPair.set(pair, id);
    return id;
  };

  return {
    begin() {
      size = 0;
      idByPair.clear();
      highlights.length = 0;
      native = undefined;
      length = 0;
      nameless = 0;
    },
    open(element) {
      grow(1);
      const { local, attributes } = element;
      const kind = Object.hasOwn(NATIVE, local) ? NATIVE[local] : undefined;
      if (native !== undefined) {
        native.depth += 1;
        native.mixed = true;
        native.markup += startTag(element.name, attributes);
      } else if (kind !== undefined) {
        native = {
          code: { kind, id: idOf(element), element: local, attributes },
          depth: 1,
          text: "",
          markup: "",
          mixed: false,
        };
      } else {
        const code: Code = {
          kind: "open",
          id: `h${(nameless += 1)}`,
          element: local,
          attributes,
          annotation: true,
        };
        highlights.push({ kind: "close", id: code.id, element: local, annotation: true });
        parts[size++] = code;
      }
    },
    close(element) {
      if (native === undefined) {
        const highlight = highlights.pop();
        if (highlight !== undefined) parts[size++] = highlight;
        return;
      }
      native.depth -= 1;
      if (native.depth > 0) native.markup += `</${element.name}>`;
      else {
        parts[size++] = nativeCode(native.code, native.text, native.mixed ? native.markup : undefined);
        native = undefined;
      }
    },
    text(data) {
      grow(data.length);
      if (native === undefined) {
        const last = size === 0 ? undefined : parts[size - 1];
        if (typeof last === "string") parts[size - 1] = last + data;
        else parts[size++] = data;
      } else {
        native.text += data;
        native.markup += escapeText(data);
      }
    },
    content: () => parts.slice(0, size),
  };
}

/**
 * Writes the inside of a `seg`. Codes from TMX are written as they were read. Other codes become `bpt`/`ept`,
 * `ph`, or `it` for a span with only one half.
 *
 * @throws {Problem} `character-invalid`
 */
export function writeSegment(content: Content): string {
  const pairs = new Map<string, number>();
  const halves = new Map<string, number>();
  for (const part of content) {
    if (!isCode(part) || part.annotation || (part.kind !== "open" && part.kind !== "close")) continue;
    halves.set(part.id, (halves.get(part.id) ?? 0) + (part.kind === "open" ? 1 : -1));
    if (!pairs.has(part.id)) pairs.set(part.id, pairs.size + 1);
  }
  return content.map((part) => (isCode(part) ? writeCode(part) : escapeText(part))).join("");

  function writeCode(code: Code): string {
    if (code.kind === "break") return "";
    if (code.annotation) return code.element === "hi" ? highlight(code) : "";
    const body = code.markup ?? escapeText(code.data ?? "");
    const element = (name: string, attributes: Record<string, string>) =>
      `${startTag(name, attributes)}${body}</${name}>`;
    const own = isOwn(code) ? code.attributes : undefined;
    if (own !== undefined) return element(code.element, own);
    if (code.kind === "ph") return element("ph", { x: code.id });
    if (halves.get(code.id) !== 0)
      return element("it", { pos: code.kind === "open" ? "begin" : "end", x: code.id });
    const i = String(pairs.get(code.id) ?? 0);
    return code.kind === "open" ? element("bpt", { i, x: code.id }) : element("ept", { i });
  }

  function highlight(code: Code): string {
    return code.kind === "open" ? startTag("hi", code.attributes ?? {}) : "</hi>";
  }
}

/** True for a code that was read from TMX. XLIFF has `ph` too, but always with an id. */
function isOwn({ element, attributes }: Code): boolean {
  if (attributes === undefined) return false;
  if (element === "ph") return attributes["id"] === undefined;
  if (element === "it") return attributes["pos"] === "begin" || attributes["pos"] === "end";
  return (element === "bpt" || element === "ept") && attributes["i"] !== undefined;
}
