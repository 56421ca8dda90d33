import type { Limits } from "../contract.ts";
import type { BlockInfo } from "../office/vocabulary.ts";
import type { Archive } from "../package/zip.ts";
import { attributeOf } from "./roles.ts";
import { walkPart } from "../package/walk-part.ts";

/** Properties of a paragraph style. */
interface Style {
  name: string;
  outline?: number;
  list: boolean;
  base?: string;
}

export type WordStyles = ReadonlyMap<string, Style>;

/** The styles of a Word document by id. @throws {Problem} as the XML reader */
export function readWordStyles(archive: Archive, part: string, limits: Limits): WordStyles {
  const styles = new Map<string, Style>();
  let open: Style | undefined;
  walkPart(archive, part, limits, {
    open: (element) => {
      const value = () => attributeOf(element, "val");
      if (element.local === "style") {
        const id = attributeOf(element, "styleId");
        open = { name: "", list: false };
        if (id !== undefined) styles.set(id, open);
      } else if (open === undefined) return;
      else if (element.local === "name") open.name = value() ?? "";
      else if (element.local === "basedOn") {
        const base = value();
        if (base !== undefined) open.base = base;
      } else if (element.local === "outlineLvl") open.outline = Number(value());
      else if (element.local === "numPr") open.list = true;
    },
    close: (element) => {
      if (element.local === "style") open = undefined;
    },
  });
  return styles;
}

const nameOf = (styles: WordStyles, id: string | undefined): string => styles.get(id ?? "")?.name ?? id ?? "";

/** Level of a heading style, from 1; `undefined` for other styles. */
function headingLevel(styles: WordStyles, id: string | undefined): number | undefined {
  const seen = new Set<string>();
  for (let at = id; at !== undefined && !seen.has(at); at = styles.get(at)?.base) {
    seen.add(at);
    const name = nameOf(styles, at);
    const named = /^(?:heading|заголовок|标题)\s*([1-9])$/iu.exec(name)?.[1];
    if (named !== undefined) return Number(named);
    if (/^(?:title|название|标题)$/iu.test(name)) return 1;
    const outline = styles.get(at)?.outline;
    if (outline !== undefined && outline < 9) return outline + 1;
  }
  return undefined;
}

/** True for the style of the title of a document. */
export const isTitle = (styles: WordStyles, id: string | undefined): boolean =>
  /^(?:title|название)$/iu.test(nameOf(styles, id));

/** What a paragraph is, by its properties. */
export function wordBlock(
  styles: WordStyles,
  { style, outline, list }: { style?: string; outline?: string; list?: string },
  inCell: boolean,
): Pick<BlockInfo, "kind" | "level"> {
  const own = outline === undefined ? undefined : Number(outline);
  const level = own !== undefined && own < 9 ? own + 1 : headingLevel(styles, style);
  if (level !== undefined) return { kind: "heading", level };
  const name = nameOf(styles, style);
  if (/^(?:caption|название объекта|题注)$/iu.test(name)) return { kind: "caption" };
  if (inCell) return { kind: "table-cell" };
  if (list !== undefined && list !== "none") return { kind: "list-item", level: Number(list) };
  if (
    list === undefined &&
    (styles.get(style ?? "")?.list === true || /^list (?:bullet|number)/iu.test(name))
  )
    return { kind: "list-item", level: 1 };
  return { kind: "paragraph" };
}
