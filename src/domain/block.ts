/** What a block of a document is. */
export type BlockKind =
  | "paragraph"
  | "heading"
  | "list-item"
  | "caption"
  | "table-cell"
  | "attribute"
  | "cue";

/** The kind of a block, with its level or the name of the attribute that it is. */
export interface BlockName {
  readonly kind: BlockKind;
  /** Level of a heading (1 is the highest) or of a list item (1 is the outermost). */
  readonly level?: number;
  /** Name of an attribute (`alt`, `title` …), or the times of a cue. */
  readonly attribute?: string;
}

/**
 * The kind of a block: `heading-2`, `list-item-1`, `paragraph`, `attribute alt`, `cue 00:00:01.000 --> 00:00:02.500`. It
 * is stored as a unit's context.
 */
export function blockName({ kind, level, attribute }: BlockName): string {
  if (attribute !== undefined) return `${kind} ${attribute}`;
  return level === undefined ? kind : `${kind}-${level}`;
}

/** The reverse of `blockName`. An unknown name gives a paragraph. */
export function parseBlockName(name: string | undefined): BlockName {
  const named = /^(attribute|cue) (.{1,100})$/u.exec(name ?? "");
  if (named !== null) return { kind: named[1] as BlockKind, attribute: named[2] ?? "" };
  const match = /^(paragraph|heading|list-item|caption|table-cell)(?:-(\d{1,2}))?$/u.exec(name ?? "");
  if (match === null) return { kind: "paragraph" };
  const kind = match[1] as BlockKind;
  return match[2] === undefined ? { kind } : { kind, level: Number(match[2]) };
}
