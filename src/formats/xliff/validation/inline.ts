import type { XmlElement } from "../../xml/reader.ts";
import { illegalCharacter } from "../../xml/xml-characters.ts";
import { HALVES } from "./marks.ts";
import { badValue, identify, report, type Mark, type UnitState, type ValidatorState } from "./state.ts";

export const INLINE: ReadonlySet<string> = new Set(["ph", "pc", "sc", "ec", "mrk", "sm", "em"]);

/** Checks that `cp` names a character that XML can't hold. */
export function checkCodePoint(validator: ValidatorState, hex: string, line: number) {
  const value = /^[0-9A-Fa-f]{1,6}$/u.test(hex) ? Number.parseInt(hex, 16) : -1;
  if (value < 0) return;
  const isCharacter = value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff);
  if (!isCharacter || illegalCharacter(String.fromCodePoint(value)) === undefined)
    badValue(validator, "cp", "hex", hex, line);
}

/** Notes an inline code or annotation, and checks its references. */
export function enterInline(validator: ValidatorState, element: XmlElement, into: UnitState) {
  const { local, attributes, line } = element;
  const mark: Mark = { element: local, attributes, line, side: validator.side, segment: validator.segment };
  const id = attributes["id"];
  if (id !== undefined) {
    // A code in the target has the id of the same code in the source, so each side has a scope of its own. Segments
    // share the scope of the source.
    identify(validator, validator.side === "source" ? into.ids : validator.targetIds, id, local, line);
  }
  into.marks.push(mark);
  if (HALVES.has(local)) into.halves = true;
  if (local === "mrk" || local === "sm") into.refers = true;
  for (const name in attributes) {
    if (name === "copyOf") into.refers = true;
    else if (name === "canReorder" || name === "canDelete") into.hints = true;
    else if (name.startsWith("dataRef")) {
      const value = attributes[name] ?? "";
      if (!into.data.has(value) || attributes["copyOf"] !== undefined)
        report(validator, "xliff-reference", { element: local, attribute: name, value }, line);
    }
    if (!name.startsWith("subFlows")) continue;
    for (const flow of (attributes[name] ?? "").split(" ")) {
      validator.flows.push({ id: flow, line, element: local, attribute: name });
    }
  }
}
