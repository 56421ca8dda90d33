import { z } from "zod";
import { LANGUAGES } from "../../domain/language.ts";
import { STATES } from "../../domain/unit.ts";

/** Version of the schema: the value of the member `polynya`. */
export const NATIVE_VERSION = 1;

const language = z.enum(LANGUAGES);
const perLanguage = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ en: value.exactOptional(), ru: value.exactOptional(), zh: value.exactOptional() });

export const code = z.strictObject({
  kind: z.enum(["ph", "open", "close", "break"]),
  id: z.string(),
  element: z.string(),
  attributes: z.record(z.string(), z.string()).exactOptional(),
  data: z.string().exactOptional(),
  markup: z.string().exactOptional(),
  annotation: z.literal(true).exactOptional(),
});

const draft = z.strictObject({
  /** A plain text, or a list of texts and inline codes in order. */
  content: z.union([z.string(), z.array(z.union([z.string(), code]))]),
  state: z.enum(STATES),
  subState: z.string().exactOptional(),
  confidence: z.number().min(0).max(1).exactOptional(),
});

export const note = z.strictObject({
  text: z.string(),
  category: z.string().exactOptional(),
  author: z.string().exactOptional(),
  appliesTo: z.enum(["source", "target"]).exactOptional(),
});

export const nativeUnit = z.strictObject({
  key: z.string(),
  variants: perLanguage(draft),
  notes: z.array(note).exactOptional(),
  context: z.string().exactOptional(),
  time: z.iso.datetime().exactOptional(),
  base: z
    .strictObject({
      document: z.string(),
      unit: z.string(),
      versions: perLanguage(z.int().nonnegative()),
      offered: perLanguage(z.string().max(16)).exactOptional(),
    })
    .exactOptional(),
});

/** Polynya's own JSON: a whole document in all its languages, without loss. */
export const nativeFile = z.strictObject({
  polynya: z.literal(NATIVE_VERSION),
  title: z.string().exactOptional(),
  source: language.exactOptional(),
  target: language.exactOptional(),
  /** The language tags of the file that the document came from. */
  tags: perLanguage(z.string()).exactOptional(),
  /** Each item is a `nativeUnit`. They are checked one by one, so that checking stops at the first wrong unit. */
  units: z.array(z.unknown()),
});

export type NativeUnit = z.infer<typeof nativeUnit>;
export type NativeFile = z.infer<typeof nativeFile> & { units: NativeUnit[] };
