/** Facts about glossary formats, without their readers and writers: small enough for the pages to import. */

export interface GlossaryFormatTraits {
  readonly name: string;
  /** Of file names, without the dot; files that we write get the first one. */
  readonly extensions: readonly string[];
  readonly mediaType: string;
  /** How many languages one file holds; a `pair` is asked for by source and target. */
  readonly languages: "pair" | "all";
}

export const GLOSSARY_TRAITS = [
  { name: "tbx", extensions: ["tbx", "xml"], mediaType: "application/x-tbx+xml", languages: "all" },
  { name: "csv", extensions: ["csv"], mediaType: "text/csv", languages: "all" },
  { name: "json", extensions: ["json"], mediaType: "application/json", languages: "all" },
  { name: "utx", extensions: ["utx"], mediaType: "text/tab-separated-values", languages: "pair" },
] as const satisfies readonly GlossaryFormatTraits[];

export type GlossaryFormat = (typeof GLOSSARY_TRAITS)[number]["name"];

export const GLOSSARY_FORMATS: readonly GlossaryFormat[] = GLOSSARY_TRAITS.map(({ name }) => name);

const BY_NAME: ReadonlyMap<string, GlossaryFormatTraits> = new Map(
  GLOSSARY_TRAITS.map((traits) => [traits.name, traits]),
);

/** What holds of a glossary format. */
export function glossaryTraitsOf(name: GlossaryFormat): GlossaryFormatTraits {
  const traits = BY_NAME.get(name);
  if (traits === undefined) throw new TypeError(`No traits of ${name}`);
  return traits;
}
