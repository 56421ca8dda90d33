import type { Language } from "../../../domain/language.ts";
import { type FormatWith, traitsOf, WRITABLE_FORMATS } from "../../../formats/traits.ts";
import type { DocumentView, ExportQuery } from "../../api/resources.ts";
import { fileDirection, ownDirection } from "../../direction.ts";
import type { LeastScore } from "./least-score.tsx";

/** A format that can be exported; `original` is the file as it came in. */
export type ExportFormat = FormatWith<"canWrite"> | "original";

/** What a person has chosen in the export dialog. */
export interface ExportForm {
  readonly format: ExportFormat;
  /** Of XLIFF. */
  readonly version: string;
  readonly source: Language;
  readonly target: Language;
  /** Least score of the matches that fill missing targets. */
  readonly least?: LeastScore | undefined;
  readonly matches: boolean;
  readonly terms: boolean;
}

/** Versions of XLIFF, the usual one first. */
export const XLIFF_VERSIONS = ["2.1", "2.2", "2.0", "1.2"] as const;

/** The formats to offer: the original only where we can write it. */
export const offeredFormats = ({ format }: Pick<DocumentView, "format">): readonly ExportFormat[] => [
  ...WRITABLE_FORMATS,
  ...(traitsOf(format).canWrite ? (["original"] as const) : []),
];

/** The form when the dialog opens: a bilingual file goes back as it came in, all else as XLIFF. */
export function exportForm(document: Pick<DocumentView, "format" | "languages" | "file">): ExportForm {
  const [source, target] = ownDirection(document);
  const version = XLIFF_VERSIONS.find((one) => one === document.file?.version) ?? XLIFF_VERSIONS[0];
  const isBilingual = fileDirection(document) !== undefined && offeredFormats(document).includes("original");
  return {
    format: isBilingual ? "original" : "xliff",
    version,
    source,
    target,
    matches: false,
    terms: false,
  };
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
  const { format, version, source, target, least } = form;
  const languages = languagesOf(form, document);
  const isPair = languages === "pair";
  if (format === "original") {
    const [ownSource, ownTarget] = fileDirection(document) ?? [];
    const isOwn = languages === "all" || (source === ownSource && target === ownTarget);
    return { format, ...(isOwn ? {} : { ...(isPair && { source }), target }) };
  }
  return {
    format,
    ...(format === "xliff" && { version }),
    ...(isPair && { source }),
    ...(languages !== "all" && { target }),
    ...(isPair && least !== undefined && { pretranslate: String(least) }),
    ...(format === "xliff" && form.matches && { matches: "true" }),
    ...(format === "xliff" && form.terms && { terms: "true" }),
  };
}
