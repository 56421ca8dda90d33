import { align, type AlignControl, type Alignment, type AlignText } from "../../alignment/align.ts";
import type { Group } from "../../alignment/bead.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { parseDocx } from "../../formats/docx/docx.ts";
import { decode } from "../../formats/encoding.ts";
import { decodeHtml, parseHtml } from "../../formats/html/html.ts";
import { parseMarkdown } from "../../formats/markdown/markdown.ts";
import { sentencesOfBlocks, type TextDocument } from "../../formats/text/blocks.ts";
import { parseText } from "../../formats/text/text.ts";
import type { TextFormat } from "../../formats/traits.ts";
import { findCollection } from "../../storage/rows/collections.ts";
import { assertVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";
import { backgroundLexicons } from "./internal/background-lexicons.ts";

/** A Worker has 128 MB and some seconds: longer texts are for the Node service or the command line. */
const WORKER_SENTENCES = 800;

/** A text as it is sent: running text, its sentences, or the bytes of a file. */
export type SentText = string | readonly string[] | Uint8Array;

export interface AlignInput {
  readonly texts: { readonly [language in Language]?: SentText };
  /** Of running text; of files where it is not given per language. */
  readonly format?: TextFormat;
  readonly formats?: { readonly [language in Language]?: TextFormat };
  readonly encoding?: string;
  /** Its abbreviations and memory help. */
  readonly collection?: string;
  /** Beads that hold. */
  readonly fixed?: readonly Group[];
  readonly anyLanguage?: boolean;
  readonly limit?: number;
}

/**
 * Segments and aligns two or three texts, with the glossary and the memory that the actor may see as a
 * background lexicon. Saves nothing.
 *
 * @throws {Problem} as `align` does; `not-found` (collection); whatever is wrong with a file
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
  const abbreviations = collection === undefined ? {} : await abbreviationsOf(context, collection);
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

/** What was sent, read: a document or its sentences, and the encoding where nothing but a guess told it. */
type ReadText = (
  | { readonly document: TextDocument }
  | { readonly document?: undefined; readonly sentences: readonly string[] }
) & { readonly guessed?: string };

function readText(sent: SentText, format: TextFormat, encoding: string | undefined): ReadText {
  if (typeof sent === "string") {
    if (format === "docx") throw new Problem("unsupported-format", { format });
    return { document: parseDocument(sent, format) };
  }
  if (!(sent instanceof Uint8Array)) return { sentences: sent };
  if (format === "docx") return { document: parseDocx(sent) };
  const decoded = format === "html" ? decodeHtml(sent, encoding) : decode(sent, { given: encoding });
  // UTF-8 that decodes is UTF-8: other bytes hardly ever look like it
  const doubtful = decoded.certainty === "guessed" && decoded.encoding !== "utf-8";
  return {
    document: parseDocument(decoded.text, format),
    ...(doubtful ? { guessed: decoded.encoding } : {}),
  };
}

function parseDocument(text: string, format: Exclude<TextFormat, "docx">): TextDocument {
  if (format === "html") return parseHtml(text);
  return format === "markdown" ? parseMarkdown(text) : parseText(text);
}

/** `settings.abbreviations` of a collection: `{"ru": ["акад.", …]}`. */
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
