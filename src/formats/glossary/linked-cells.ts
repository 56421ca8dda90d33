import { type Link, type Relation, RELATION_TYPES } from "../../domain/concept.ts";

/** True for one address and nothing else. */
export const isAddress = (text: string): boolean => /^https?:\/\/\S+$/u.test(text);

/** Between two links: a mark or a space before the next address. */
const BETWEEN_LINKS = /[\s;；|]+(?=https?:\/\/)/u;

/**
 * The links of a cell: addresses, each with its text behind it.
 *
 * @returns what is no link in `rest`
 */
export function linksOf(cell: string): { readonly links: Link[]; readonly rest: string[] } {
  const links: Link[] = [];
  const rest: string[] = [];
  for (const part of cell.split(BETWEEN_LINKS)) {
    const item = part.trim();
    const [, url, text = ""] = /^(https?:\/\/[^\s;；|]+)\s*(.*)$/su.exec(item) ?? [];
    if (url !== undefined) links.push(text === "" ? { url } : { url, text });
    else if (item !== "") rest.push(item);
  }
  return { links, rest };
}

/** Links as a cell; `undefined` if the cell would not give the same links back. */
export function linksCell(links: readonly Link[]): string | undefined {
  const cell = links.map(({ url, text = "" }) => `${url} ${text}`.trim()).join("; ");
  const read = linksOf(cell).links;
  return JSON.stringify(read) === JSON.stringify(links) ? cell : undefined;
}

/** The relations of a concept as cells by type; `undefined` if the cells would give them back in another order. */
export function relationCells(
  relations: readonly Relation[],
): { readonly [type in Relation["type"]]?: string } | undefined {
  const places = relations.map(({ type }) => RELATION_TYPES.indexOf(type));
  if (places.some((place, at) => place < (places[at - 1] ?? 0))) return undefined;
  const byType = Map.groupBy(relations, ({ type }) => type);
  return Object.fromEntries(
    [...byType].map(([type, some]) => [type, some.map(({ concept }) => concept).join("; ")]),
  );
}
