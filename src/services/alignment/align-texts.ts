import { align, type AlignControl, type Alignment, type AlignText } from "../../alignment/align.ts";
import type { Group } from "../../alignment/bead.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { decode } from "../../formats/encoding.ts";
import { sentencesOfBlocks, type TextDocument } from "../../formats/text/blocks.ts";
import { describeFormat } from "../../formats/registry.ts";
import type { TextFormat } from "../../formats/traits.ts";
import { findCollection } from "../../storage/rows/collections.ts";
import { collectionRules } from "../segmentation/known-rules.ts";
import { assertVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";
import { backgroundLexicons } from "./internal/background-lexicons.ts";

/** A Worker has 128 MB and some seconds. Longer texts need the Node service or the command line. */
const WORKER_SENTENCES = 800;

/** A text from the caller: running text, its sentences, or the bytes of a file. */
export type SentText = string | readonly string[] | Uint8Array;

export interface AlignInput {
  readonly texts: { readonly [language in Language]?: SentText };
  /** Format of all texts, unless `formats` gives one for a language. */
  readonly format?: TextFormat;
  readonly formats?: { readonly [language in Language]?: TextFormat };
  readonly encoding?: string;
  /** Collection with abbreviations and a memory that help to align. */
  readonly collection?: string;
  /** Beads that must stay. */
  readonly fixed?: readonly Group[];
  readonly anyLanguage?: boolean;
  readonly limit?: number;
}

/**
 * Segments and aligns two or three texts. The glossary and the memory that the actor may see serve as background
 * lexicons. Saves nothing.
 *
 * @throws {Problem} `not-found` (collection), `unsupported-format`, problems of `align` and of the file readers
 */
export async function alignTexts(
  context: Context,
  actor: Actor,
  input: AlignInput,
  control: AlignControl = {},
): Promise<Alignment> {
  const { collection } = input;
  if (collection !== undefined) {
    assertVisible(actor, collection, collection);
    if (!(await findCollection(context.storage, collection)))
      throw new Problem("not-found", { what: collection });
  }
  await context.loadDictionaries();
  const abbreviations = collection === undefined ? {} : await abbreviationsOf(context, collection);
  const { segmentation: rules } = collection === undefined ? {} : await collectionRules(context, collection);
  const texts: { [language in Language]?: AlignText } = {};
  const warnings: ProblemData[] = [];
  for (const language of LANGUAGES) {
    const sent = input.texts[language];
    if (sent === undefined) continue;
    const format = input.formats?.[language] ?? input.format ?? "text";
    const read = readText(sent, format, input.encoding);
    if (read.guessed !== undefined)
      warnings.push({
        code: "align-encoding-guessed",
        params: { language, encoding: read.guessed },
        place: { language },
      });
    texts[language] =
      read.document === undefined
        ? read.sentences
        : sentencesOfBlocks(read.document.blocks, language, {
            abbreviations: abbreviations[language] ?? [],
            ...(rules === undefined ? {} : { rules }),
          });
  }
  const limit = input.limit ?? (context.storage.engine === "d1" ? WORKER_SENTENCES : undefined);
  const alignment = await align(
    {
      texts,
      abbreviations,
      lexicons: await backgroundLexicons(context, actor, collection),
      ...(input.fixed === undefined ? {} : { fixed: input.fixed }),
      ...(input.anyLanguage === undefined ? {} : { anyLanguage: input.anyLanguage }),
      ...(limit === undefined ? {} : { limit }),
    },
    control,
  );
  return { ...alignment, warnings: [...warnings, ...alignment.warnings] };
}

/** A document or its sentences; `guessed` is the encoding when it is only a guess. */
type ReadText = (
  | { readonly document: TextDocument }
  | { readonly document?: undefined; readonly sentences: readonly string[] }
) & { readonly guessed?: string };

function readText(sent: SentText, format: TextFormat, encoding: string | undefined): ReadText {
  const { blocks, parse, decode: decodeOwn } = describeFormat(format);
  if (typeof sent === "string") {
    // A binary file is no text.
    if (parse === undefined) throw new Problem("unsupported-format", { format });
    return { document: parse(sent) };
  }
  if (!(sent instanceof Uint8Array)) return { sentences: sent };
  if (blocks !== undefined) return { document: blocks(sent) };
  if (parse === undefined) throw new Problem("unsupported-format", { format });
  const decoded = decodeOwn?.(sent, encoding) ?? decode(sent, { given: encoding });
  // Bytes that decode as UTF-8 are almost certainly UTF-8, so there is no warning.
  const doubtful = decoded.certainty === "guessed" && decoded.encoding !== "utf-8";
  return {
    document: parse(decoded.text),
    ...(doubtful ? { guessed: decoded.encoding } : {}),
  };
}

/** Reads `settings.abbreviations` of a collection: `{"ru": ["акад.", …]}`. */
async function abbreviationsOf(
  context: Context,
  collection: string,
): Promise<{ [language in Language]?: string[] }> {
  const setting = (await findCollection(context.storage, collection))?.settings["abbreviations"];
  const found: { [language in Language]?: string[] } = {};
  if (typeof setting !== "object" || setting === null) return found;
  for (const language of LANGUAGES) {
    const list: unknown = (setting as Record<string, unknown>)[language];
    if (Array.isArray(list)) found[language] = list.filter((item) => typeof item === "string");
  }
  return found;
}
