import { type Language, LANGUAGES } from "../../domain/language.ts";
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
  /** Language of a file in one language, or source of a file in two. */
  readonly source?: Language;
  /** Of a file in two languages. */
  readonly target?: Language;
  readonly version?: string;
}

/**
 * The mappings of an imported file: the file itself, and its translations beside it. Where the path names the language,
 * the others stand in its place (`en/talk.md`, `ru/talk.md`); else they stand before the extension (`talk.ru.md`).
 * A file in two languages stands for itself, with its direction. No mapping of a file in one language names a source.
 */
export function mappingsOf(
  { path, document, format, source, target, version }: ImportedFile,
  targets: readonly Language[],
): Mapping[] {
  const writable = WRITABLE_FORMATS.find((name) => name === format);
  const { languages } = traitsOf(format);
  if (writable === undefined) return [];
  if (languages === "all") return [{ document, files: path, format: writable }];
  if (source === undefined) return [];
  if (languages === "pair") {
    const own = { document, files: path, format: writable, ...(version === undefined ? {} : { version }) };
    return target === undefined ? [] : [{ ...own, source, targets: [target] }];
  }
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

/** A file that is, by its path, a language of a document. */
export interface LanguageFile {
  readonly document: string;
  readonly language: Language;
  /** False where the configuration does not have this language yet. */
  readonly isMapped: boolean;
}

/** The document whose file in a language a path is, by the patterns of the mappings. */
export function languageFileOf(path: string, mappings: readonly Mapping[]): LanguageFile | undefined {
  const found = mappings.flatMap((mapping): LanguageFile[] => {
    if (!mapping.files.includes("{target}") || mapping.source !== undefined) return [];
    const language = LANGUAGES.find((one) => pathsOf({ ...mapping, targets: [one] })[0] === path);
    if (language === undefined) return [];
    const { document, targets } = mapping;
    return [{ document, language, isMapped: targets?.includes(language) ?? false }];
  });
  return found.find(({ isMapped }) => isMapped) ?? found[0];
}

const pathsOf = (mapping: Mapping): string[] => mappedFiles([mapping]).map(({ path }) => path);

/** Adds mappings to the configuration. Files that have one keep it; a mapping that is there gets the languages it lacks. */
export async function addMappings(
  folder: string,
  config: Config,
  server: string,
  added: readonly Mapping[],
): Promise<Config> {
  const documents = [...(config.documents ?? [])];
  const taken = new Set(mappedFiles(documents).map(({ path }) => path));
  for (const mapping of added) {
    const at = documents.findIndex(
      ({ document, files }) => document === mapping.document && files === mapping.files,
    );
    const known = documents[at];
    const targets = mapping.targets?.filter(
      (language) =>
        known?.targets?.includes(language) !== true &&
        !pathsOf({ ...(known ?? mapping), targets: [language] }).some((path) => taken.has(path)),
    );
    if (targets?.length === 0) continue;
    const paths = pathsOf(targets === undefined ? mapping : { ...(known ?? mapping), targets });
    if (targets === undefined && paths.some((path) => taken.has(path))) continue;
    for (const path of paths) taken.add(path);
    if (known === undefined) documents.push(targets === undefined ? mapping : { ...mapping, targets });
    else documents[at] = { ...known, targets: [...(known.targets ?? []), ...(targets ?? [])] };
  }
  const whole: Config = { ...config, server: config.server ?? server, documents };
  const text = `${JSON.stringify(whole, undefined, 2)}\n`;
  await writeInside(folder, CONFIG_FILE, new TextEncoder().encode(text));
  return whole;
}
