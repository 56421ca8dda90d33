import type { Content } from "../../../domain/segment.ts";
import { nativeCode } from "../../xml/native-code.ts";
import type { XmlElement } from "../../xml/reader.ts";
import { escapeText, startTag } from "../../xml/xml-characters.ts";
import type { Major } from "../vocabulary.ts";
import { add, createBuilderState, foreign, grow } from "./builder-state.ts";
import { open1 } from "./elements-of-1.ts";
import { open2 } from "./elements-of-2.ts";
import { frameSegments } from "./segments-of-1.ts";

/** Turns the markup inside a `source` or `target` into flat content. One builder serves many texts, one after the other. */
export interface ContentBuilder {
  /** @param data the unit's `originalData` by id (2.x) */
  begin(data: ReadonlyMap<string, string>): void;
  open(element: XmlElement, core: boolean): void;
  close(element: XmlElement): void;
  text(data: string): void;
  content(): Content;
}

/**
 * Builds the contents of `source`, `seg-source` and `target`.
 *
 * @param limit of each text, in UTF-16 units; a longer one throws `too-long`
 */
export function createContentBuilder(major: Major, limit: number): ContentBuilder {
  const builder = createBuilderState(major, limit);

  return {
    begin(originalData) {
      builder.data = originalData;
      builder.size = 0;
      if (builder.frames.length > 0) builder.frames.length = 0;
      builder.length = 0;
      builder.nameless = 0;
      builder.segmented = false;
      builder.native = undefined;
    },
    open(element, core) {
      if (builder.native !== undefined) {
        builder.native.depth += 1;
        builder.native.mixed = true;
        builder.native.markup += startTag(element.name, element.attributes);
      } else if (!core) foreign(builder, element);
      else if (builder.major === 2) open2(builder, element);
      else open1(builder, element);
    },
    close(element) {
      if (builder.native !== undefined) {
        builder.native.depth -= 1;
        if (builder.native.depth > 0) builder.native.markup += `</${element.name}>`;
        else {
          const { code, text, markup, mixed } = builder.native;
          builder.native = undefined;
          add(builder, nativeCode(code, text, mixed ? markup : undefined));
        }
        return;
      }
      const closing = builder.frames.pop()?.closing;
      if (closing !== undefined) add(builder, closing);
    },
    text(data) {
      if (builder.native === undefined) return add(builder, data);
      grow(builder, data.length);
      builder.native.text += data;
      builder.native.markup += escapeText(data);
    },
    content() {
      const content = builder.parts.slice(0, builder.size);
      return builder.segmented ? frameSegments(content) : content;
    },
  };
}
