import { zipSync } from "fflate";

/** The time of all parts, so that equal tables are equal files. */
const TIME = new Date(1980, 0, 1);
const encoder = new TextEncoder();
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Packs the parts of an office file in their order. */
export function packed(parts: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, text]) => [name, [encoder.encode(XML + text), { mtime: TIME }]]),
    ),
  );
}

/** A document property that office programs keep when they save the file. The guess of the format looks for it. */
export const MARK = "PolynyaReview";
export const MARK_PART = "docProps/custom.xml";
const CUSTOM_PROPERTIES = `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="${MARK}"><vt:lpwstr>1</vt:lpwstr></property></Properties>`;
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** Content types and relations of a package with a main part. */
export const packageParts = (
  main: string,
  types: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => ({
  "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${Object.entries(
    { ...types, [MARK_PART]: "application/vnd.openxmlformats-officedocument.custom-properties+xml" },
  )
    .map(([name, type]) => `<Override PartName="/${name}" ContentType="${type}"/>`)
    .join("")}</Types>`,
  "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="${main}"/><Relationship Id="rId2" Type="${OFFICE}/custom-properties" Target="${MARK_PART}"/></Relationships>`,
  [MARK_PART]: CUSTOM_PROPERTIES,
});
