import type { Language } from "../../domain/language.ts";

/** An entry of a glossary, as other works cite it. It has no author: nobody is named. */
export interface CitedEntry {
  readonly id: string;
  /** The term in the reader's language. */
  readonly title: string;
  /** The terms in the other languages. */
  readonly also: readonly string[];
  readonly language: Language;
  readonly glossary: string;
  readonly publisher?: string;
  readonly version: number;
  /** Day of the last change, ISO 8601. */
  readonly day: string;
  /** Absolute address that stays. */
  readonly address: string;
}

/** One line for people: «ледокол (icebreaker, 破冰船)». Glossary. Publisher. v. 3, 2026-11-29. Address */
export function citationText({
  title,
  also,
  glossary,
  publisher,
  version,
  day,
  address,
}: CitedEntry): string {
  const head = also.length === 0 ? title : `${title} (${also.join(", ")})`;
  return [head, glossary, publisher, `v. ${version}, ${day}`, address].filter(Boolean).join(". ");
}

/** CSL JSON: a list with one item (citationstyles.org, schema 1.0). */
export function citationCsl({
  id,
  title,
  language,
  glossary,
  publisher,
  version,
  day,
  address,
}: CitedEntry): string {
  const item = {
    id,
    type: "entry-dictionary",
    title,
    language,
    "container-title": glossary,
    publisher,
    version: String(version),
    issued: { "date-parts": [day.split("-").map(Number)] },
    URL: address,
  };
  return JSON.stringify([item]);
}

/** BibTeX in UTF-8, as Biber and recent BibTeX read it. */
export function citationBibtex({
  id,
  title,
  glossary,
  publisher,
  version,
  day,
  address,
}: CitedEntry): string {
  const key = id.replaceAll(/[^A-Za-z0-9:-]+/gu, "-");
  const fields = [
    ["title", `{${escapeTex(title)}}`],
    ["booktitle", escapeTex(glossary)],
    ["publisher", publisher === undefined ? undefined : escapeTex(publisher)],
    ["year", day.slice(0, 4)],
    ["date", day],
    ["version", String(version)],
    ["url", address],
  ].filter(([, value]) => value !== undefined);
  return `@inreference{${key},\n${fields.map(([name, value]) => `  ${name} = {${value}}`).join(",\n")}\n}\n`;
}

const TEX: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};
const escapeTex = (text: string): string =>
  oneLine(text).replaceAll(/[\\{}$&#%_~^]/gu, (character) => TEX[character] ?? `\\${character}`);

/** RIS, which reference managers import. */
export function citationRis({
  title,
  language,
  glossary,
  publisher,
  version,
  day,
  address,
}: CitedEntry): string {
  const lines = [
    ["TY", "DICT"],
    ["TI", title],
    ["T2", glossary],
    ["PB", publisher],
    ["PY", day.slice(0, 4)],
    ["DA", day.replaceAll("-", "/")],
    ["ET", String(version)],
    ["LA", language],
    ["UR", address],
    ["ER", ""],
  ];
  return lines
    .flatMap(([tag, value]) => (value === undefined ? [] : `${tag}  - ${oneLine(value)}\r\n`))
    .join("");
}

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, " ").trim();
