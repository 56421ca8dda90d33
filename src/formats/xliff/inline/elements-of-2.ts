import { Problem } from "../../../domain/problem.ts";
import type { XmlElement } from "../../xml/reader.ts";
import { OURS } from "../vocabulary.ts";
import { NOTHING, add, foreign, idOf, originalOf, single, span, type BuilderState } from "./builder-state.ts";

/** Begins an inline element of XLIFF 2. */
export function open2(builder: BuilderState, element: XmlElement) {
  const { attributes } = element;
  switch (element.local) {
    case "pc":
      return span(
        builder,
        element,
        idOf(builder, attributes, "id"),
        originalOf(builder, attributes, "dataRefStart"),
        originalOf(builder, attributes, "dataRefEnd"),
      );
    case "sc":
      return single(
        builder,
        "open",
        element,
        idOf(builder, attributes, "id"),
        originalOf(builder, attributes, "dataRef"),
      );
    case "ec":
      return single(
        builder,
        "close",
        element,
        idOf(builder, attributes, "startRef", "id"),
        originalOf(builder, attributes, "dataRef"),
      );
    case "ph":
      return single(
        builder,
        "ph",
        element,
        idOf(builder, attributes, "id"),
        originalOf(builder, attributes, "dataRef"),
      );
    case "mrk":
      if (attributes["id"]?.startsWith(`${OURS}-`) === true) return void builder.frames.push(NOTHING);
      return span(
        builder,
        element,
        idOf(builder, attributes, "id"),
        { annotation: true },
        { annotation: true },
      );
    case "sm":
      return single(builder, "open", element, idOf(builder, attributes, "id"), { annotation: true });
    case "em":
      return single(builder, "close", element, idOf(builder, attributes, "startRef"), { annotation: true });
    case "cp":
      add(builder, String.fromCodePoint(codePoint(attributes["hex"])));
      return void builder.frames.push(NOTHING);
    default:
      return foreign(builder, element);
  }
}

function codePoint(hex: string | undefined): number {
  const value = hex !== undefined && /^[0-9A-Fa-f]{1,6}$/u.test(hex) ? Number.parseInt(hex, 16) : -1;
  if (value < 0 || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) {
    throw new Problem("xliff-value", { element: "cp", attribute: "hex", value: hex ?? "" });
  }
  return value;
}
