import type { Language } from "../../../domain/language.ts";
import { FRESH_FORMATS, type FormatWith, traitsOf } from "../../../formats/traits.ts";
import type { DocumentView, ExportQuery } from "../../api/resources.ts";
import { fileDirection, ownDirection } from "../../direction.ts";
import type { LeastScore } from "./least-score.tsx";

/** A format that can be exported; `original` is the file as it came in. */
export type ExportFormat = FormatWith<"canWrite"> | "original";

/** What a person has chosen in the export dialog. */
export interface ExportForm {
  readonly format: ExportFormat;
  /** Version of the format, where it has several. */
  readonly version: string | undefined;
  readonly source: Language;
  readonly target: Language;
  /** Least score of the matches that fill missing targets. */
  readonly least?: LeastScore | undefined;
  readonly matches: boolean;
  readonly terms: boolean;
}

/** The formats to offer. The original covers a format that only documents of that format can be written as. */
export const offeredFormats = ({ format }: Pick<DocumentView, "format">): readonly ExportFormat[] => [
  ...FRESH_FORMATS,
  ...(traitsOf(format).canWrite ? (["original"] as const) : []),
];

/** The form when the dialog opens: a bilingual file goes back as it came in, all else as XLIFF. */
export function exportForm(document: Pick<DocumentView, "format" | "languages" | "file">): ExportForm {
  const [source, target] = ownDirection(document);
  const isBilingual = fileDirection(document) !== undefined && offeredFormats(document).includes("original");
  return {
    format: isBilingual ? "original" : "xliff",
    version: document.file?.version,
    source,
    target,
    matches: false,
    terms: false,
  };
}

/**
 * The form with another format. A file in one language is offered in one that the document has texts in; a file in two
 * goes into another language than its source.
 */
export function withFormat(
  form: ExportForm,
  format: ExportFormat,
  document: Pick<DocumentView, "format" | "languages" | "file">,
): ExportForm {
  const [source, target] = ownDirection(document);
  const isOne = languagesOf({ format }, document) === "one";
  if (isOne && !document.languages.includes(form.target))
    return {
      ...form,
      format,
      target: document.languages.find((one) => one === source) ?? document.languages[0] ?? source,
    };
  return { ...form, format, ...(!isOne && form.source === form.target && { source, target }) };
}

/** Versions of the chosen format, the usual one first; none where the format has no versions. */
export const versionsOf = ({ format }: Pick<ExportForm, "format">): readonly string[] =>
  format === "original" ? [] : (traitsOf(format).versions ?? []);

/** The chosen version if the format has it, else its usual one. */
export function chosenVersion(form: Pick<ExportForm, "format" | "version">): string | undefined {
  const versions = versionsOf(form);
  return versions.find((one) => one === form.version) ?? versions[0];
}

/** How many languages a file of the chosen format holds: `pair`, `one` or `all`. */
export const languagesOf = (
  { format }: Pick<ExportForm, "format">,
  document: Pick<DocumentView, "format">,
): "one" | "pair" | "all" => traitsOf(format === "original" ? document.format : format).languages;

/** The parameters of the export. The original in its own direction needs none: so it is the file that came in. */
export function exportQuery(
  form: ExportForm,
  document: Pick<DocumentView, "format" | "languages" | "file">,
): ExportQuery {
  const { format, source, target, least } = form;
  const languages = languagesOf(form, document);
  const isPair = languages === "pair";
  if (format === "original") {
    const [ownSource, ownTarget] = fileDirection(document) ?? [];
    const isOwn = languages === "all" || (source === ownSource && target === ownTarget);
    return { format, ...(isOwn ? {} : { ...(isPair && { source }), target }) };
  }
  const { carriesMatches = false } = traitsOf(format);
  const version = chosenVersion(form);
  return {
    format,
    ...(version !== undefined && { version }),
    ...(isPair && { source }),
    ...(languages !== "all" && { target }),
    ...(isPair && least !== undefined && { pretranslate: String(least) }),
    ...(carriesMatches && form.matches && { matches: "true" }),
    ...(carriesMatches && form.terms && { terms: "true" }),
  };
}
