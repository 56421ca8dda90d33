/** Facts about glossary formats, without their readers and writers: small enough for the pages to import. */

export interface GlossaryFormatTraits {
  readonly name: string;
  /** File name extensions without the dot. Files that we write get the first one. */
  readonly extensions: readonly string[];
  readonly mediaType: string;
  /** Languages in one file; for a `pair`, the user chooses source and target. */
  readonly languages: "pair" | "all";
  /** True if the glossary can be exported in this format. All formats can be read. */
  readonly canWrite?: true;
}

export const GLOSSARY_TRAITS = [
  {
    name: "tbx",
    extensions: ["tbx", "xml"],
    mediaType: "application/x-tbx+xml",
    languages: "all",
    canWrite: true,
  },
  {
    name: "csv",
    extensions: ["csv", "tsv", "tab", "txt"],
    mediaType: "text/csv",
    languages: "all",
    canWrite: true,
  },
  {
    name: "xlsx",
    extensions: ["xlsx"],
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    languages: "all",
  },
  {
    name: "json",
    extensions: ["json"],
    mediaType: "application/json",
    languages: "all",
    canWrite: true,
  },
  {
    name: "utx",
    extensions: ["utx"],
    mediaType: "text/tab-separated-values",
    languages: "pair",
    canWrite: true,
  },
  { name: "multiterm", extensions: ["xml"], mediaType: "application/xml", languages: "all" },
] as const satisfies readonly GlossaryFormatTraits[];

type Known = (typeof GLOSSARY_TRAITS)[number];
export type GlossaryFormat = Known["name"];
export type WritableGlossaryFormat = Extract<Known, { readonly canWrite: true }>["name"];

export const GLOSSARY_FORMATS: readonly GlossaryFormat[] = GLOSSARY_TRAITS.map(({ name }) => name);

/** The formats for export. */
export const WRITABLE_GLOSSARY_FORMATS: readonly WritableGlossaryFormat[] = GLOSSARY_TRAITS.filter(
  (traits) => "canWrite" in traits,
).map(({ name }) => name);

const BY_NAME: ReadonlyMap<string, GlossaryFormatTraits> = new Map(
  GLOSSARY_TRAITS.map((traits) => [traits.name, traits]),
);

/** The traits of a glossary format. */
export function glossaryTraitsOf(name: GlossaryFormat): GlossaryFormatTraits {
  const traits = BY_NAME.get(name);
  if (traits === undefined) throw new TypeError(`No traits of ${name}`);
  return traits;
}
