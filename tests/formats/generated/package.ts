import { type ZippableFile, strToU8, zipSync } from "fflate";
import type fc from "fast-check";
import { escapeText } from "../../../src/formats/xml/xml-characters.ts";
import { label, phrase } from "./prose.ts";

/** Packages of office documents. */

export const ROOT = "http://schemas.openxmlformats.org";
export const RELATION = `${ROOT}/officeDocument/2006/relationships`;
export const PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';

export const xmlPhrase: fc.Arbitrary<string> = phrase.map(escapeText);
export const xmlLabel: fc.Arbitrary<string> = label.map(escapeText);

/** Declarations of namespaces by prefix. */
export const declared = (namespaces: Readonly<Record<string, string>>): string =>
  Object.entries(namespaces)
    .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
    .join(" ");

/** Relationships `rId1`, `rId2` … by type and target. */
export const relationships = (...entries: readonly (readonly [type: string, target: string])[]): string =>
  `<Relationships xmlns="${ROOT}/package/2006/relationships">${entries
    .map(
      ([type, target], at) =>
        `<Relationship Id="rId${at + 1}" Type="${RELATION}/${type}" Target="${target}"/>`,
    )
    .join("")}</Relationships>`;

/** The parts of a package by name, in their order. */
export type Parts = Readonly<Record<string, string>>;

/** A package of parts. A part named `mimetype` is stored, all others are compressed. */
export const packed = (parts: Parts): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, text]): [string, ZippableFile] => [
        name,
        name === "mimetype" ? [strToU8(text), { level: 0 }] : strToU8(text),
      ]),
    ),
    { mtime: new Date("2026-01-02T03:04:06Z") },
  );
