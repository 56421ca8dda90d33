import { htmlLanguage, LANGUAGES } from "../domain/language.ts";
import { escapeText } from "../formats/xml/xml-characters.ts";
import type { PublicIndex } from "../services/public-glossary/public-index.ts";

/** Concepts in one sitemap: each has an address for each language, and a sitemap may hold 50,000 addresses. */
const PART = 5000;

/**
 * The addresses of the public glossary for search engines (sitemaps.org 0.9), with the addresses of the same page in
 * other languages. A large glossary has an index of several sitemaps.
 *
 * @param part number of a sitemap from 1; 0: the index, or the only sitemap
 * @returns `undefined` if nothing is public, or there is no such part
 */
export function sitemap(origin: string, { concepts }: PublicIndex, part: number): string | undefined {
  const parts = Math.ceil(concepts.length / PART);
  if (parts === 0 || !Number.isInteger(part) || part < 0 || part > parts) return undefined;
  if (part === 0 && parts > 1) {
    const maps = Array.from(
      { length: parts },
      (_, at) => `<sitemap><loc>${origin}/sitemap.xml?part=${at + 1}</loc></sitemap>`,
    );
    return document("sitemapindex", "", maps);
  }
  const first = Math.max(0, part - 1) * PART;
  const pages = [
    ...(part <= 1 ? [{ path: "/terms", day: undefined }] : []),
    ...concepts
      .slice(first, first + PART)
      .map(({ concept, day }) => ({ path: `/terms/${encodeURIComponent(concept.id)}`, day })),
  ];
  return document(
    "urlset",
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml"',
    pages.flatMap(({ path, day }) => urlsOf(`${origin}${path}`, day)),
  );
}

const document = (root: string, more: string, lines: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"${more}>\n${lines.join("\n")}\n</${root}>\n`;

function urlsOf(address: string, day: string | undefined): string[] {
  const own = escapeText(address);
  const alternates = [
    ...LANGUAGES.map((language) => alternate(htmlLanguage(language), `${own}?language=${language}`)),
    alternate("x-default", own),
  ].join("");
  const changed = day === undefined ? "" : `<lastmod>${day}</lastmod>`;
  return LANGUAGES.map(
    (language) => `<url><loc>${own}?language=${language}</loc>${changed}${alternates}</url>`,
  );
}

const alternate = (language: string, address: string): string =>
  `<xhtml:link rel="alternate" hreflang="${language}" href="${address}"/>`;

/** What robots may read: the public glossary, and the strings that websites need to show their pages. */
export const robots = (origin: string, { concepts }: PublicIndex): string =>
  [
    "User-agent: *",
    ...(concepts.length === 0 ? [] : ["Allow: /terms"]),
    "Allow: /locales/",
    "Disallow: /",
    ...(concepts.length === 0 ? [] : [`Sitemap: ${origin}/sitemap.xml`]),
    "",
  ].join("\n");
