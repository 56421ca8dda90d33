import { SaxesParser, type SaxesTagPlain } from "saxes";
import { Problem } from "../../domain/problem.ts";
import type { ProblemCode } from "../../domain/problem.ts";
import { DEFAULT_LIMITS, type Limits } from "../format.ts";

export const XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";
const XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/";

/** By name as written, values unescaped and normalised, in the order of the file. Has no prototype. */
export type XmlAttributes = Readonly<Record<string, string>>;

export interface XmlElement {
  /** As written, with its prefix. */
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  /** Its namespace, "" for none. */
  readonly uri: string;
  readonly attributes: XmlAttributes;
  /** Of its `<`, from 1. */
  readonly line: number;
  /** Offset just after the `>` of its start tag. */
  readonly contentStart: number;
  readonly selfClosing: boolean;
}

/** What a caller wants to hear. Offsets are in UTF-16 units of the text that was fed. */
export interface XmlHandlers {
  readonly open?: (element: XmlElement) => void;
  /** `end` is the offset just after the `>` of the end tag (or of the empty element). */
  readonly close?: (element: XmlElement, end: number) => void;
  /** Character data and CDATA, references resolved, line ends as LF. May come in several parts. */
  readonly text?: (text: string) => void;
}

export interface XmlParser {
  /** Takes any part of the text. Throws `Problem`; after that the parser is of no use. */
  write(text: string): void;
  /** Ends the document. Throws `xml-truncated` where it is not whole. */
  close(): void;
  readonly line: number;
  /** The namespace that a prefix ("" for the default) stands for at this point. */
  resolve(prefix: string): string | undefined;
}

/** Guards are looked at after so many characters. */
const SLICE = 64 * 1024;
/** Of one tag, comment, processing instruction or document type, in characters. */
const MAX_MARKUP = 1_000_000;
/** Of one run of character data: saxes needs about a microsecond for each. */
const MAX_REFERENCES = 100_000;

/** What saxes says, as a problem that we have words for; all else is `xml-malformed`. */
const CODES: readonly (readonly [beginning: string, code: ProblemCode])[] = [
  ["disallowed character.", "character-invalid"],
  ["malformed character entity", "character-invalid"],
  ["unexpected close tag", "xml-tags-crossed"],
  ["unmatched closing tag", "xml-tags-crossed"],
  ["undefined entity", "xml-entity"],
  ["duplicate attribute", "xml-attribute-duplicate"],
];

/**
 * A strict, bounded, incremental parser of XML 1.0 with namespaces: saxes for well-formedness, and around it what
 * it lacks. Namespaces are resolved here, as saxes walks up to the root for every name. A document type
 * with an internal subset is refused, an external one never loaded, and no entity known but XML's own five.
 * Lone surrogates, which saxes lets pass, are refused.
 */
export function createXmlParser(handlers: XmlHandlers, limits: Limits = DEFAULT_LIMITS): XmlParser {
  const sax = new SaxesParser({ xmlns: false, defaultXMLVersion: "1.0", forceXMLVersion: true });
  const namespaces = createNamespaces();
  const open: XmlElement[] = [];
  let attributes = 0;
  /** Whether any of them has to do with namespaces. */
  let namespaced = false;
  let line = 1;
  let closing = false;
  let slice = { text: "", start: 0 };
  const guard = createSizeGuard();

  const place = () => ({ line: sax.line, column: sax.column + 1 });
  const refuse = (code: ProblemCode, params: Readonly<Record<string, string | number>>): never => {
    throw new Problem(code, params, place());
  };

  // Not by `sax.on()`: it stores under computed names, which turns the parser into a dictionary for V8 and makes it
  // four times slower (measured; three handlers are the limit).
  sax["errorHandler"] = (error: Error) => {
    const reason = error.message.replace(/^\d+:\d+: /u, "");
    const known =
      slice.text[sax.position - slice.start - 1] === "<"
        ? undefined
        : CODES.find(([beginning]) => reason.startsWith(beginning))?.[1];
    // What could not be told in the middle of a document (an entity that never ends) is told by its end.
    refuse(closing ? (open.length > 0 ? "xml-truncated" : "xml-malformed") : (known ?? "xml-malformed"), {
      reason: reason.replace(/\.$/u, "").slice(0, 200),
    });
  };
  sax["doctypeHandler"] = (doctype: string) => {
    guard.heard(sax.position);
    if (doctype.includes("[")) refuse("xml-doctype", {});
  };
  sax["commentHandler"] = () => guard.heard(sax.position);
  sax["piHandler"] = () => guard.heard(sax.position);
  sax["openTagStartHandler"] = (tag: { attributes: Record<string, string> }) => {
    tag.attributes = new AttributeMap();
    guard.heard(sax.position, true);
    attributes = 0;
    namespaced = false;
    // The character after the name has been read already.
    line = sax.column === 0 ? sax.line - 1 : sax.line;
    if (open.length >= limits.depth) refuse("xml-too-deep", { limit: limits.depth });
  };
  sax["attributeHandler"] = ({ name }: { readonly name: string }) => {
    guard.heard(sax.position, true);
    attributes += 1;
    namespaced ||= name === "xmlns" || name.includes(":");
    if (attributes > limits.attributes) refuse("xml-too-many-attributes", { limit: limits.attributes });
  };
  sax["openTagHandler"] = (tag: SaxesTagPlain) => {
    guard.heard(sax.position);
    try {
      namespaces.enter(namespaced ? tag.attributes : undefined);
      const colon = tag.name.indexOf(":");
      const element: XmlElement = {
        name: tag.name,
        prefix: colon < 0 ? "" : tag.name.slice(0, colon),
        local: colon < 0 ? tag.name : tag.name.slice(colon + 1),
        uri: namespaces.ofElement(tag.name, colon),
        attributes: tag.attributes,
        line,
        contentStart: sax.position,
        selfClosing: tag.isSelfClosing,
      };
      open.push(element);
      handlers.open?.(element);
    } catch (error) {
      throw error instanceof NamespaceError
        ? new Problem("xml-prefix", { name: error.message }, place())
        : error;
    }
  };
  sax["closeTagHandler"] = () => {
    guard.heard(sax.position);
    const element = open.pop();
    if (element === undefined) return;
    handlers.close?.(element, sax.position);
    namespaces.leave();
  };
  const text = (data: string) => {
    guard.heard(sax.position);
    if (open.length > 0) handlers.text?.(data);
  };
  sax["textHandler"] = text;
  sax["cdataHandler"] = text;

  return {
    write(part) {
      for (let at = 0; at < part.length;) {
        let end = Math.min(at + SLICE, part.length);
        if (end < part.length && isHighSurrogate(part.charCodeAt(end - 1))) end -= 1;
        slice = { text: part.slice(at, end), start: slice.start + slice.text.length };
        if (!slice.text.isWellFormed()) refuse("character-invalid", { character: "U+D800…U+DFFF" });
        sax.write(slice.text);
        guard.fed(slice.text, refuse);
        at = end;
      }
    },
    close() {
      closing = true;
      sax.close();
    },
    get line() {
      return sax.line;
    },
    resolve: namespaces.resolve,
  };
}

/** Parses a whole text: `createXmlParser` for those who have it in one piece. */
export function parseXml(text: string, handlers: XmlHandlers, limits: Limits = DEFAULT_LIMITS): void {
  const parser = createXmlParser(handlers, limits);
  parser.write(text);
  parser.close();
}

/**
 * Attributes by name. As free of inherited names as what saxes makes itself, but an object with a shape, which V8
 * reads and copies several times faster than a dictionary.
 */
const AttributeMap = (() => {
  function Attributes() {}
  Attributes.prototype = Object.create(null);
  return Attributes as unknown as new () => Record<string, string>;
})();

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;

/**
 * Bounds single pieces of markup and runs of references while saxes is still in the middle of them: it
 * reports a tag, a comment or a text only when it is over, however long.
 */
function createSizeGuard() {
  let lastEvent = 0;
  let inTag = false;
  let fed = 0;
  let previous = "";
  /** What the parser is in the middle of, once a whole slice has passed without an event. */
  let pending: { kind: "text" | "markup"; start: number; references: number } | undefined;

  return {
    heard(position: number, tag = false) {
      lastEvent = position;
      inTag = tag;
    },
    fed(slice: string, refuse: (code: ProblemCode, params: Record<string, number>) => never) {
      const begin = fed;
      fed += slice.length;
      if (lastEvent >= begin) pending = undefined;
      else {
        pending ??= { ...classify(previous + slice, begin - previous.length), references: 0 };
        if (pending.kind === "text") {
          pending.references += count(slice, "&");
          if (pending.references > MAX_REFERENCES) refuse("xml-too-long", { limit: MAX_REFERENCES });
        } else if (fed - pending.start > MAX_MARKUP) refuse("xml-too-long", { limit: MAX_MARKUP });
      }
      previous = slice;
    },
  };

  /** The last event was in the slice before; what began after it is still going on. */
  function classify(raw: string, offset: number): { kind: "text" | "markup"; start: number } {
    if (inTag) return { kind: "markup", start: lastEvent };
    const start = raw.indexOf("<", Math.max(0, lastEvent - 1 - offset));
    if (start < 0 || raw.startsWith("<![CDATA[", start)) return { kind: "text", start: lastEvent };
    return { kind: "markup", start: start + offset };
  }
}

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found += 1;
  return found;
}

class NamespaceError extends Error {}

/** Namespaces in XML 1.0 (3rd ed.). One map of what is in force, and what to restore when an element ends. */
function createNamespaces() {
  const current = new Map<string, string>([["xml", XML_NAMESPACE]]);
  const undo: ([prefix: string, uri: string | undefined][] | undefined)[] = [];

  return {
    resolve: (prefix: string) => current.get(prefix),

    enter(attributes: XmlAttributes | undefined) {
      let restore: [string, string | undefined][] | undefined;
      let prefixed: string[] | undefined;
      if (attributes !== undefined) {
        for (const name in attributes) {
          if (name === "xmlns" || name.startsWith("xmlns:")) {
            const prefix = name.slice("xmlns:".length);
            const uri = (attributes[name] ?? "").trim();
            checkDeclaration(name, prefix, uri);
            (restore ??= []).push([prefix, current.get(prefix)]);
            current.set(prefix, uri);
          } else if (name.includes(":")) (prefixed ??= []).push(name);
        }
      }
      undo.push(restore);
      if (prefixed !== undefined) checkAttributes(prefixed);
    },

    leave() {
      const restore = undo.pop();
      if (restore === undefined) return;
      for (const [prefix, uri] of restore.toReversed()) {
        if (uri === undefined) current.delete(prefix);
        else current.set(prefix, uri);
      }
    },

    ofElement(name: string, colon: number): string {
      if (colon < 0) return current.get("") ?? "";
      return expand(name, colon);
    },
  };

  function expand(name: string, colon: number): string {
    const uri = current.get(name.slice(0, colon));
    if (uri === undefined || !/^[\p{L}\p{Nl}_][^:]*$/u.test(name.slice(colon + 1))) {
      throw new NamespaceError(name.slice(0, 100));
    }
    return uri;
  }

  function checkAttributes(names: readonly string[]) {
    const seen = new Set<string>();
    for (const name of names) {
      const colon = name.indexOf(":");
      const expanded = `${expand(name, colon)} ${name.slice(colon + 1)}`;
      if (seen.has(expanded)) throw new NamespaceError(name.slice(0, 100));
      seen.add(expanded);
    }
  }

  function checkDeclaration(name: string, prefix: string, uri: string) {
    const reserved = uri === XML_NAMESPACE || uri === XMLNS_NAMESPACE;
    const wrong =
      prefix === "xml"
        ? uri !== XML_NAMESPACE
        : prefix === "xmlns" ||
          reserved ||
          prefix.includes(":") ||
          (name !== "xmlns" && (uri === "" || prefix === ""));
    if (wrong) throw new NamespaceError(name.slice(0, 100));
  }
}
