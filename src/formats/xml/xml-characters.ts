import { Problem } from "../../domain/problem.ts";

/** Characters that are no `Char` of XML 1.0 (5th ed. §2.2): most controls, lone surrogates, U+FFFE and U+FFFF. */
const ILLEGAL = /[\0-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u;

/** UTF-16 units that need a closer look. Most texts have none, so one pass is enough for them. */
const DOUBTFUL = /[\0-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;
const DOUBTFUL_IN_TEXT = /[&<>\0-\u0008\u000B-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;
const DOUBTFUL_IN_ATTRIBUTE = /[&<>"\0-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;

/** The first character that XML 1.0 cannot hold, not even as a reference. */
export function illegalCharacter(text: string): string | undefined {
  return DOUBTFUL.test(text) ? ILLEGAL.exec(text)?.[0] : undefined;
}

/** True for a text that is character data as it is: nothing to escape, nothing to refuse. */
export const isCharacterData = (text: string): boolean => !DOUBTFUL_IN_TEXT.test(text);

/** Escapes character data. CR becomes a reference, because parsers read a raw CR as LF. @throws {Problem} `character-invalid` */
export function escapeText(text: string): string {
  if (isCharacterData(text)) return text;
  assertLegal(text);
  return text.replace(/[&<>\r]/gu, (character) => TEXT[character] ?? character);
}

/** Escapes an attribute's value for double quotes. White space becomes references, because parsers normalise it. @throws {Problem} `character-invalid` */
export function escapeAttribute(value: string): string {
  if (!DOUBTFUL_IN_ATTRIBUTE.test(value)) return value;
  assertLegal(value);
  return value.replace(/[&<>"\t\n\r]/gu, (character) => ATTRIBUTE[character] ?? character);
}

/** Writes a start tag with its attributes in their order. */
export function startTag(name: string, attributes: Readonly<Record<string, string>>, end = ">"): string {
  let tag = `<${name}`;
  for (const key in attributes)
    if (Object.hasOwn(attributes, key)) tag += ` ${key}="${escapeAttribute(attributes[key] ?? "")}"`;
  return tag + end;
}

/** Numeric reference of a character, for encodings that lack the character. */
export function characterReference(character: string): string {
  return `&#x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()};`;
}

const TEXT: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;" };
const ATTRIBUTE: Readonly<Record<string, string>> = {
  ...TEXT,
  '"': "&quot;",
  "\t": "&#x9;",
  "\n": "&#xA;",
};

function assertLegal(text: string): void {
  const illegal = illegalCharacter(text);
  if (illegal === undefined) return;
  const code = (illegal.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  throw new Problem("character-invalid", { character: `U+${code}` });
}
