/** Names of the XLIFF family: OASIS XLIFF 1.2 (2008), 2.0 (2014), 2.1 (2018), 2.2 (2025) and dialects of 1.2. */

/** Grammar: 1 for 1.x and its dialects (sdlxliff, mqxliff, mxliff), 2 for 2.x. */
export type Major = 1 | 2;

export const VERSIONS = ["1.2", "2.0", "2.1", "2.2"] as const;
export type XliffVersion = (typeof VERSIONS)[number];

export const isXliffVersion = (value: string): value is XliffVersion =>
  VERSIONS.some((version) => version === value);

export const NAMESPACES: Readonly<Record<XliffVersion, string>> = {
  "1.2": "urn:oasis:names:tc:xliff:document:1.2",
  "2.0": "urn:oasis:names:tc:xliff:document:2.0",
  "2.1": "urn:oasis:names:tc:xliff:document:2.0",
  "2.2": "urn:oasis:names:tc:xliff:document:2.2",
};

export const MODULES = {
  metadata: "urn:oasis:names:tc:xliff:metadata:2.0",
  matches: "urn:oasis:names:tc:xliff:matches:2.0",
  glossary: "urn:oasis:names:tc:xliff:glossary:2.0",
  formatStyle: "urn:oasis:names:tc:xliff:fs:2.0",
  changes: "urn:oasis:names:tc:xliff:changetracking:2.0",
  resources: "urn:oasis:names:tc:xliff:resourcedata:2.0",
  size: "urn:oasis:names:tc:xliff:sizerestriction:2.0",
  validation: "urn:oasis:names:tc:xliff:validation:2.0",
  its: "http://www.w3.org/2005/11/its",
  itsExtension: "urn:oasis:names:tc:xliff:itsm:2.1",
  pluralGenderSelect: "urn:oasis:names:tc:xliff:pgs:1.0",
} as const;

export const SDL = "http://sdl.com/FileTypes/SdlXliff/1.0";

/** Mark of everything that we add to a file, so that `strip` can remove it. */
export const OURS = "polynya";

/** Grammar of a root element. Files of 1.0 and 1.1 have no namespace and are read as 1.2. */
export function majorOf(uri: string, version: string): Major | undefined {
  if (/^urn:oasis:names:tc:xliff:document:2\.\d$/u.test(uri)) return version.startsWith("2.") ? 2 : undefined;
  if (uri === "" || uri.startsWith("urn:oasis:names:tc:xliff:document:1.")) {
    return /^1\.[0-2]/u.test(version) ? 1 : undefined;
  }
  return undefined;
}

/**
 * Encodes a string as an NMTOKEN (XML 1.0 §2.3, any edition), reversibly. Characters other than letters of our
 * languages, digits and `.-_:` become `_xHHHH_` as in ISO 9075-14; so does a `_` that would look like such an escape.
 */
export function nmtoken(text: string): string {
  if (/^[A-Za-z0-9.:-]+$/.test(text)) return text;
  const escaped = text.replace(
    /[^A-Za-z0-9.\-_:\u0401\u0410-\u044F\u0451\u4E00-\u9FA5]|_(?=x[0-9A-F]{4,6}_)/gu,
    (character) => `_x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );
  return escaped === "" ? "_x_" : escaped;
}
