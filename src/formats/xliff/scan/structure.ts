import { Problem } from "../../../domain/problem.ts";
import type { XmlElement } from "../../xml/reader.ts";
import { majorOf, nmtoken } from "../vocabulary.ts";
import type { ScannedFile } from "./scanned.ts";
import { type Role, type ScannerState, spanOf } from "./state.ts";

/** @throws {Problem} `xml-namespace`, `xliff-version` */
export function openRoot(state: ScannerState, element: XmlElement): Role {
  const version = element.attributes["version"] ?? "";
  const major = element.local === "xliff" ? majorOf(element.uri, version) : undefined;
  if (major === undefined) {
    const place = { line: element.line };
    if (element.local === "xliff" && /^(urn:oasis:names:tc:xliff:document:.*)?$/u.test(element.uri)) {
      throw new Problem("xliff-version", { version: version.slice(0, 32) }, place);
    }
    throw new Problem("xml-namespace", { found: `{${element.uri}}${element.local}`.slice(0, 200) }, place);
  }
  state.coreUri = element.uri;
  state.file = {
    version: version.slice(0, 3),
    major,
    uri: element.uri,
    files: 0,
    untranslatable: 0,
    warnings: [],
  };
  if (major === 2) {
    const { srcLang, trgLang } = element.attributes;
    state.languages = {
      ...(srcLang === undefined ? {} : { source: srcLang }),
      ...(trgLang ? { target: trgLang } : {}),
    };
    Object.assign(state.file, state.languages);
    state.declaration = spanOf(state, element);
  }
  return "root";
}

/** Begins a `file`: its names, its languages, its own set of unit ids. */
export function openFile(state: ScannerState, element: XmlElement, into: ScannedFile): Role {
  const { attributes } = element;
  into.files += 1;
  state.fileSpan = spanOf(state, element);
  if (into.major === 1) state.declaration = state.fileSpan;
  state.keys = new Map();
  state.copies = new Map();
  state.ids = new Set();
  state.unitsInFile = 0;
  const { original = "", id = "" } = attributes;
  const name = into.major === 1 ? original : original !== "" && nmtoken(original) === id ? original : id;
  const seen = (state.fileNames.get(name) ?? 0) + 1;
  state.fileNames.set(name, seen);
  // Two `file`s with one name stay two. The second gets a number.
  state.fileName = seen === 1 ? name : `${name}~${seen}`;
  if (seen > 1)
    into.warnings.push({ code: "file-duplicate", params: { file: name }, place: { line: element.line } });
  if (into.files === 1 && original !== "") into.title = original;
  if (into.major === 1) {
    const source = attributes["source-language"];
    const target = attributes["target-language"];
    state.languages = { ...(source ? { source } : {}), ...(target ? { target } : {}) };
    if (into.files === 1) Object.assign(into, state.languages);
  }
  return "file";
}
