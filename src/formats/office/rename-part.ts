import { DEFAULT_LIMITS, type Limits } from "../contract.ts";
import type { Edit } from "../edits.ts";
import { attributeEdit } from "../xml/edits.ts";
import { parseXml, type XmlElement } from "../xml/reader.ts";
import { escapeText } from "../xml/xml-characters.ts";
import { textOfRaw } from "./raw-text.ts";

/** What becomes of the names in a part: a function for an attribute or for the text of an element. */
export interface NameRules {
  readonly attribute: (element: XmlElement, name: string) => ((value: string) => string) | undefined;
  readonly text: (element: XmlElement) => ((text: string) => string) | undefined;
}

const RAW = { collapses: false, keepsLines: true };

/** Edits that give names in attributes and in elements without children new values. @throws {Problem} as the XML reader */
export function nameEdits(xml: string, rules: NameRules, limits: Limits = DEFAULT_LIMITS): Edit[] {
  const edits: Edit[] = [];
  let open: { readonly start: number; readonly change: (text: string) => string } | undefined;
  parseXml(
    xml,
    {
      open: (element) => {
        for (const [name, value] of Object.entries(element.attributes)) {
          const changed = rules.attribute(element, name)?.(value);
          if (changed !== undefined && changed !== value)
            edits.push(...attributeEdit(xml, element.start, element.contentStart, name, changed));
        }
        const change = rules.text(element);
        open = change === undefined ? undefined : { start: element.contentStart, change };
      },
      close: (_element, _end, contentEnd) => {
        if (open !== undefined && open.start < contentEnd) {
          const text = textOfRaw(xml.slice(open.start, contentEnd), RAW);
          const changed = open.change(text);
          if (changed !== text) edits.push({ start: open.start, end: contentEnd, text: escapeText(changed) });
        }
        open = undefined;
      },
      wantsSpace: () => false,
      undeclared: () => undefined,
    },
    limits,
  );
  return edits;
}
