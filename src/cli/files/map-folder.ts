import type { Language } from "../../domain/language.ts";
import { languageInPath } from "../../formats/i18next/language.ts";
import { type FormatName, traitsOf, WRITABLE_FORMATS } from "../../formats/traits.ts";
import { type Config, CONFIG_FILE, mappedFiles, type Mapping } from "./config.ts";
import { writeInside } from "./paths.ts";

/** A file that became a document. */
export interface ImportedFile {
  /** Relative to the configuration. */
  readonly path: string;
  readonly document: string;
  readonly format: FormatName;
  /** Language of a file in one language. */
  readonly source?: Language;
}

/**
 * The mappings of an imported file: the file itself, and its translations beside it. Where the path names the language,
 * the others stand in its place (`en/talk.md`, `ru/talk.md`); else they stand before the extension (`talk.ru.md`).
 * Files that have a direction of their own get none. No mapping names a source: a file in one language has no direction.
 */
export function mappingsOf(
  { path, document, format, source }: ImportedFile,
  targets: readonly Language[],
): Mapping[] {
  const writable = WRITABLE_FORMATS.find((name) => name === format);
  const { languages } = traitsOf(format);
  if (writable === undefined || languages === "pair") return [];
  if (languages === "all") return [{ document, files: path, format: writable }];
  if (source === undefined) return [];
  const others = targets.filter((language) => language !== source);
  const named = languageInPath(path);
  const pattern = named?.language === source ? withPlaceholder(path, named.tag) : undefined;
  if (pattern !== undefined)
    return [
      {
        document,
        files: pattern,
        format: writable,
        targets: [source, ...others],
        ...(named === undefined || named.tag === source ? {} : { tags: { [source]: named.tag } }),
      },
    ];
  const dot = path.lastIndexOf(".");
  return [
    { document, files: path, format: writable, targets: [source] },
    ...(others.length === 0
      ? []
      : [
          {
            document,
            files: `${path.slice(0, dot)}.{target}${path.slice(dot)}`,
            format: writable,
            targets: others,
          },
        ]),
  ];
}

/** The path with `{target}` for its last part that is the tag of a language. */
function withPlaceholder(path: string, tag: string): string | undefined {
  const pattern = new RegExp(`(?<=^|[/._])${tag.replaceAll("-", "[-_]")}(?=[/._]|$)`, "giu");
  const last = [...path.matchAll(pattern)].at(-1);
  if (last === undefined) return undefined;
  const file = `${path.slice(0, last.index)}{target}${path.slice(last.index + last[0].length)}`;
  // A tag with an underscore would come back with a hyphen.
  return last[0] === tag ? file : undefined;
}

/** Adds mappings to the configuration. Files that have one keep it. */
export async function addMappings(
  folder: string,
  config: Config,
  server: string,
  added: readonly Mapping[],
): Promise<Config> {
  const documents = [...(config.documents ?? [])];
  const taken = new Set(mappedFiles(documents).map(({ path }) => path));
  for (const mapping of added) {
    const paths = mappedFiles([mapping]).map(({ path }) => path);
    if (paths.some((path) => taken.has(path))) continue;
    for (const path of paths) taken.add(path);
    documents.push(mapping);
  }
  const whole: Config = { ...config, server: config.server ?? server, documents };
  const text = `${JSON.stringify(whole, undefined, 2)}\n`;
  await writeInside(folder, CONFIG_FILE, new TextEncoder().encode(text));
  return whole;
}
