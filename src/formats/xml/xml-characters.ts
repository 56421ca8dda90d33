import { Problem } from "../../domain/problem.ts";

/** What is no `Char` of XML 1.0 (5th ed. §2.2): most controls, lone surrogates, U+FFFE and U+FFFF. */
const ILLEGAL = /[\0-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u;

/** What needs a second look, in UTF-16 units: one pass that finds nothing is all that most texts cost. */
const DOUBTFUL = /[\0-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;
const DOUBTFUL_IN_TEXT = /[&<>\0-\u0008\u000B-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;
const DOUBTFUL_IN_ATTRIBUTE = /[&<>"\0-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;

/** The first character that XML 1.0 cannot hold, not even as a reference. */
export function illegalCharacter(text: string): string | undefined {
  return DOUBTFUL.test(text) ? ILLEGAL.exec(text)?.[0] : undefined;
}

/** Whether a text is character data as it stands: nothing in it to escape, nothing that has to be refused. */
export const isCharacterData = (text: string): boolean => !DOUBTFUL_IN_TEXT.test(text);

/** Character data. CR goes as a reference, since parsers turn a raw one into LF. Throws `character-invalid`. */
export function escapeText(text: string): string {
  if (isCharacterData(text)) return text;
  assertLegal(text);
  return text.replace(/[&<>\r]/gu, (character) => TEXT[character] ?? character);
}

/** An attribute's value between double quotes; white space as references, against normalisation. Throws `character-invalid`. */
export function escapeAttribute(value: string): string {
  if (!DOUBTFUL_IN_ATTRIBUTE.test(value)) return value;
  assertLegal(value);
  return value.replace(/[&<>"\t\n\r]/gu, (character) => ATTRIBUTE[character] ?? character);
}

/** A start tag; attributes in their order. */
export function startTag(name: string, attributes: Readonly<Record<string, string>>, end = ">"): string {
  let tag = `<${name}`;
  for (const key in attributes)
    if (Object.hasOwn(attributes, key)) tag += ` ${key}="${escapeAttribute(attributes[key] ?? "")}"`;
  return tag + end;
}

/** A character reference, for what an encoding lacks. */
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
