import type { Code } from "../../../domain/segment.ts";
import type { XmlElement } from "../../xml/reader.ts";
import { add, foreign, idOf, single, span, type BuilderState, type Kind } from "./builder-state.ts";

/** Elements of 1.2 that contain native code, with our kind of code. */
const NATIVE: Readonly<Record<string, Kind>> = { bpt: "open", ept: "close", it: "ph", ph: "ph" };

/** Begins an inline element of XLIFF 1.2. */
export function open1(builder: BuilderState, element: XmlElement) {
  const { attributes, local } = element;
  switch (local) {
    case "g":
      return span(builder, element, idOf(builder, attributes, "id"));
    case "x":
      return single(builder, "ph", element, idOf(builder, attributes, "id"));
    case "bx":
      return single(builder, "open", element, idOf(builder, attributes, "rid", "id"));
    case "ex":
      return single(builder, "close", element, idOf(builder, attributes, "rid", "id"));
    case "bpt":
    case "ept":
    case "it":
    case "ph": {
      const id =
        local === "bpt" || local === "ept"
          ? idOf(builder, attributes, "rid", "id")
          : idOf(builder, attributes, "id");
      const code: Code = { kind: NATIVE[local] ?? "ph", id, element: local, attributes };
      builder.native = { depth: 1, code, text: "", markup: "", mixed: false };
      return undefined;
    }
    case "mrk":
      if (attributes["mtype"] === "seg") {
        builder.segmented = true;
        add(builder, { kind: "break", id: idOf(builder, attributes, "mid"), element: "segment", attributes });
        return void builder.frames.push({ closing: { kind: "break", id: "", element: "ignorable" } });
      }
      return span(
        builder,
        element,
        idOf(builder, attributes, "mid"),
        { annotation: true },
        { annotation: true },
      );
    default:
      return foreign(builder, element);
  }
}
