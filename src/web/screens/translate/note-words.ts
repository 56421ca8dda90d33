import { blockName, parseBlockName } from "../../../domain/block.ts";
import type { Note } from "../../../domain/unit.ts";
import { t } from "../../i18n.ts";

/** Attributes that describe a picture. */
const DESCRIPTIONS: ReadonlySet<string> = new Set(["alt", "descr", "desc"]);
const SHEET_NAME = "sheet name";

/**
 * Where a unit stands, in words: `table-cell` of a document is “cell of a table”. The context of another file stays as
 * it is. `undefined` for a paragraph, of which there is nothing to say.
 */
export function contextInWords(context: string): string | undefined {
  if (context === "comment") return t("unit.block.comment");
  const name = parseBlockName(context);
  if (blockName(name) !== context) return context;
  const { kind, level = 1, attribute = "" } = name;
  if (kind === "paragraph") return undefined;
  if (kind !== "attribute") return t(`unit.block.${kind}`, { level, attribute });
  if (attribute === SHEET_NAME) return t("unit.block.sheet-name");
  return t(DESCRIPTIONS.has(attribute) ? "unit.block.alternative" : "unit.block.attribute", { attribute });
}

/** What stands before the text of a note: its kind, and who wrote it. */
export function noteLabel({ category, author }: Note): string | undefined {
  if (category === "comment")
    return author === undefined ? t("unit.comment") : t("unit.commentBy", { author });
  if (author === undefined) return category === undefined ? undefined : `${category}:`;
  return category === undefined ? `${author}:` : t("unit.noteBy", { category, author });
}
