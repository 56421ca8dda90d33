import { type Link, type Relation, RELATION_TYPES } from "../../domain/concept.ts";

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

const two = (number: string): string => number.padStart(2, "0");

/** A day as ISO 8601, as spreadsheets and people write it in three languages: `01.02.2020`, `2020年2月1日`. */
export function dayOf(text: string): string | undefined {
  const plain = text.trim();
  if (/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/u.test(plain)) return plain;
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: ?г\.?)?$/u.exec(plain) ?? [];
  if (day !== undefined && month !== undefined) return `${year}-${two(month)}-${two(day)}`;
  const [, y, m, d] = /^(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?$/u.exec(plain) ?? [];
  if (y !== undefined && m !== undefined && d !== undefined) return `${y}-${two(m)}-${two(d)}`;
  return /^\d{4}年$/u.test(plain) ? plain.slice(0, 4) : undefined;
}
