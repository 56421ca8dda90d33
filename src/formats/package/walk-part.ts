import type { Limits } from "../contract.ts";
import { decodeXml } from "../xml/decode.ts";
import { parseXml, type XmlHandlers } from "../xml/reader.ts";
import type { Archive } from "./zip.ts";

/** Text of an XML part; `undefined` when the package lacks it. @throws {Problem} as the XML reader */
export function partText(archive: Archive, name: string, limits: Limits): string | undefined {
  const bytes = archive.read(name);
  return bytes === undefined || bytes.length === 0 ? undefined : decodeXml(bytes, { limits }).text;
}

/** Walks over one part; does nothing when the package lacks it. @throws {Problem} as the XML reader */
export function walkPart(archive: Archive, name: string, limits: Limits, handlers: XmlHandlers): void {
  const text = partText(archive, name, limits);
  if (text !== undefined) parseXml(text, { undeclared: () => undefined, ...handlers }, limits);
}

/** The title in the part with the properties of a document; `undefined` if there is none. */
export function titleIn(archive: Archive, part: string, limits: Limits): string | undefined {
  let title = "";
  let inside = false;
  walkPart(archive, part, limits, {
    open: ({ local }) => {
      inside = local === "title";
    },
    text: (text) => {
      if (inside) title += text;
    },
    close: () => {
      inside = false;
    },
  });
  const clean = title.replace(/\s+/gu, " ").trim();
  return clean === "" ? undefined : clean;
}
