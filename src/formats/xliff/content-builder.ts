import { Problem } from "../../domain/problem.ts";
import { type Code, type Content, type Inline, isCode, tidy } from "../../domain/segment.ts";
import { escapeText, startTag } from "../xml/xml-characters.ts";
import { nativeCode } from "../xml/native-code.ts";
import type { XmlAttributes, XmlElement } from "../xml/reader.ts";
import { type Major, OURS } from "./vocabulary.ts";

/** What turns the markup inside a `source` or `target` into flat content; one serves for many, in turn. */
export interface ContentBuilder {
  /** @param data the unit's `originalData` by id (2.x) */
  begin(data: ReadonlyMap<string, string>): void;
  open(element: XmlElement, core: boolean): void;
  close(element: XmlElement): void;
  text(data: string): void;
  content(): Content;
}

type Kind = Code["kind"];

/** Elements of 1.2 that hold native code, and what each is to us. */
const NATIVE: Readonly<Record<string, Kind>> = { bpt: "open", ept: "close", it: "ph", ph: "ph" };

interface Frame {
  /** What to add when the element ends. */
  readonly closing?: Code;
}
const NOTHING: Frame = {};

/**
 * Builds the contents of `source`, `seg-source` and `target`.
 *
 * @param limit of each text, in UTF-16 units; `too-long` is thrown beyond
 */
export function createContentBuilder(major: Major, limit: number): ContentBuilder {
  let data: ReadonlyMap<string, string> = new Map();
  /**
   * The first `size` are those of this text. Taken again for the next, which gets a copy of its own size: an array that
   * grows takes room for many more, and one that is emptied gives its room away.
   */
  const parts: Inline[] = [];
  let size = 0;
  const frames: Frame[] = [];
  let length = 0;
  let nameless = 0;
  let segmented = false;
  /** Native code of 1.2 that is being read: its text and, if there is more to it, its markup. */
  let native: { depth: number; code: Code; text: string; markup: string; mixed: boolean } | undefined;

  const idOf = (attributes: XmlAttributes, name: string, otherwise?: string): string => {
    const id = attributes[name];
    if (id !== undefined && id !== "") return id;
    if (otherwise !== undefined) return idOf(attributes, otherwise);
    nameless += 1;
    return `_${nameless}`;
  };
  const grow = (by: number) => {
    length += by;
    if (length > limit) throw new Problem("too-long", { limit });
  };
  const add = (part: Inline) => {
    grow(typeof part === "string" ? part.length : 1);
    const last = size === 0 ? undefined : parts[size - 1];
    if (typeof part === "string" && typeof last === "string") parts[size - 1] = last + part;
    else parts[size++] = part;
  };
  const originalOf = (attributes: XmlAttributes, name: string) => {
    const reference = attributes[name];
    const original = reference === undefined ? undefined : data.get(reference);
    return original === undefined ? undefined : { data: original };
  };
  const span = (element: XmlElement, id: string, extra: Partial<Code> = {}, closing: Partial<Code> = {}) => {
    const { local, attributes } = element;
    add({ kind: "open", id, element: local, attributes, ...extra });
    frames.push({ closing: { kind: "close", id, element: local, ...closing } });
  };
  const single = (kind: Kind, element: XmlElement, id: string, extra?: Partial<Code>) => {
    const { local, attributes } = element;
    add(
      extra === undefined
        ? { kind, id, element: local, attributes }
        : { kind, id, element: local, attributes, ...extra },
    );
    frames.push(NOTHING);
  };

  function open2(element: XmlElement) {
    const { attributes } = element;
    switch (element.local) {
      case "pc":
        return span(
          element,
          idOf(attributes, "id"),
          originalOf(attributes, "dataRefStart"),
          originalOf(attributes, "dataRefEnd"),
        );
      case "sc":
        return single("open", element, idOf(attributes, "id"), originalOf(attributes, "dataRef"));
      case "ec":
        return single(
          "close",
          element,
          idOf(attributes, "startRef", "id"),
          originalOf(attributes, "dataRef"),
        );
      case "ph":
        return single("ph", element, idOf(attributes, "id"), originalOf(attributes, "dataRef"));
      case "mrk":
        if (attributes["id"]?.startsWith(`${OURS}-`) === true) return void frames.push(NOTHING);
        return span(element, idOf(attributes, "id"), { annotation: true }, { annotation: true });
      case "sm":
        return single("open", element, idOf(attributes, "id"), { annotation: true });
      case "em":
        return single("close", element, idOf(attributes, "startRef"), { annotation: true });
      case "cp":
        add(String.fromCodePoint(codePoint(attributes["hex"])));
        return void frames.push(NOTHING);
      default:
        return foreign(element);
    }
  }

  function open1(element: XmlElement) {
    const { attributes, local } = element;
    switch (local) {
      case "g":
        return span(element, idOf(attributes, "id"));
      case "x":
        return single("ph", element, idOf(attributes, "id"));
      case "bx":
        return single("open", element, idOf(attributes, "rid", "id"));
      case "ex":
        return single("close", element, idOf(attributes, "rid", "id"));
      case "bpt":
      case "ept":
      case "it":
      case "ph": {
        const id =
          local === "bpt" || local === "ept" ? idOf(attributes, "rid", "id") : idOf(attributes, "id");
        const code: Code = { kind: NATIVE[local] ?? "ph", id, element: local, attributes };
        native = { depth: 1, code, text: "", markup: "", mixed: false };
        return undefined;
      }
      case "mrk":
        if (attributes["mtype"] === "seg") {
          segmented = true;
          add({ kind: "break", id: idOf(attributes, "mid"), element: "segment", attributes });
          return void frames.push({ closing: { kind: "break", id: "", element: "ignorable" } });
        }
        return span(element, idOf(attributes, "mid"), { annotation: true }, { annotation: true });
      default:
        return foreign(element);
    }
  }

  /** An element that the version does not know: kept as a span, so that nothing of it gets lost. */
  function foreign(element: XmlElement) {
    nameless += 1;
    const id = `_${nameless}`;
    add({ kind: "open", id, element: element.name, attributes: element.attributes });
    frames.push({ closing: { kind: "close", id, element: element.name } });
  }

  return {
    begin(originalData) {
      data = originalData;
      size = 0;
      if (frames.length > 0) frames.length = 0;
      length = 0;
      nameless = 0;
      segmented = false;
      native = undefined;
    },
    open(element, core) {
      if (native !== undefined) {
        native.depth += 1;
        native.mixed = true;
        native.markup += startTag(element.name, element.attributes);
      } else if (!core) foreign(element);
      else if (major === 2) open2(element);
      else open1(element);
    },
    close(element) {
      if (native !== undefined) {
        native.depth -= 1;
        if (native.depth > 0) native.markup += `</${element.name}>`;
        else {
          const { code, text, markup, mixed } = native;
          native = undefined;
          add(nativeCode(code, text, mixed ? markup : undefined));
        }
        return;
      }
      const closing = frames.pop()?.closing;
      if (closing !== undefined) add(closing);
    },
    text(data) {
      if (native === undefined) return add(data);
      grow(data.length);
      native.text += data;
      native.markup += escapeText(data);
    },
    content() {
      const content = parts.slice(0, size);
      return segmented ? frameSegments(content) : content;
    },
  };
}

/**
 * What lies between the `mrk mtype="seg"` of 1.2 is ignorable and begun by a break of its own, also at the very start,
 * where there is something. White space with line ends is the layout of the file: nothing at either end, a
 * space between segments. An only segment needs no break.
 */
function frameSegments(parts: readonly Inline[]): Content {
  const chunks: { begin: Code; content: Inline[] }[] = [{ begin: ignorableBreak(0), content: [] }];
  for (const part of parts) {
    if (isCode(part) && part.kind === "break") {
      chunks.push({
        begin: part.element === "ignorable" ? ignorableBreak(chunks.length) : part,
        content: [],
      });
    } else chunks.at(-1)?.content.push(part);
  }
  const kept = chunks.flatMap((chunk, at) => {
    if (chunk.begin.element !== "ignorable") return [chunk];
    const text = chunk.content.length === 1 ? chunk.content[0] : undefined;
    const layout = typeof text === "string" && text.includes("\n") && text.trim() === "";
    if (chunk.content.length === 0 || (layout && (at === 0 || at === chunks.length - 1))) return [];
    return [layout ? { ...chunk, content: [" "] } : chunk];
  });
  const [only] = kept;
  if (kept.length === 1 && only?.begin.element === "segment") return tidy(only.content);
  const framed: Inline[] = [];
  for (const { begin, content } of kept) framed.push(begin, ...content);
  return tidy(framed);
}

const ignorableBreak = (number: number): Code => ({ kind: "break", id: `i${number}`, element: "ignorable" });

function codePoint(hex: string | undefined): number {
  const value = hex !== undefined && /^[0-9A-Fa-f]{1,6}$/u.test(hex) ? Number.parseInt(hex, 16) : -1;
  if (value < 0 || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) {
    throw new Problem("xliff-value", { element: "cp", attribute: "hex", value: hex ?? "" });
  }
  return value;
}
