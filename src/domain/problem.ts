/**
 * All ways in which a request, a file or a command can fail. `locales/{en,ru,zh}/problems.json` has the text of each
 * code as `{title, detail, advice}`; `detail` and `advice` may use the problem's params.
 */
export const PROBLEM_CODES = [
  // requests
  "bad-request",
  "bad-json",
  "not-signed-in",
  "forbidden",
  "not-your-proposal",
  "not-your-comment",
  "own-rights",
  "assignee-rights",
  "already-assigned",
  "not-found",
  "gone",
  "method-not-allowed",
  "already-exists",
  "not-empty",
  "stale-version",
  "too-large",
  "unsupported-format",
  "invalid-fields",
  "idempotency-mismatch",
  "version-required",
  "too-many-requests",
  "queue-full",
  // ways to sign in
  "sign-in-expired",
  "sign-in-mixed",
  "sign-in-denied",
  "sign-in-unknown",
  "sign-in-no-role",
  "account-ended",
  "identity-taken",
  "passkey-refused",
  "passkey-taken",
  "too-many-passkeys",
  "last-way-in",
  "provider-unreachable",
  "provider-refused",
  "provider-clock",
  // the service itself
  "internal",
  "backup-elsewhere",
  "read-only",
  "write-protected",
  "overloaded",
  "time-limit",
  "memory-limit",
  "work-interrupted",
  "dictionaries-unavailable",
  "disk-full",
  // text and encoding
  "file-empty",
  "file-binary",
  "encoding-invalid",
  "encoding-unknown",
  "encoding-guessed",
  "encoding-doubtful",
  "encoding-lossy",
  "character-invalid",
  // XML
  "xml-malformed",
  "xml-truncated",
  "xml-doctype",
  "xml-too-deep",
  "xml-too-many-attributes",
  "xml-too-long",
  "xml-namespace",
  "xml-tags-crossed",
  "xml-entity",
  "xml-attribute-duplicate",
  "xml-prefix",
  "prefix-undeclared",
  // exchange files
  "xliff-invalid",
  "xliff-version",
  "xliff-element",
  "xliff-missing",
  "xliff-attribute",
  "xliff-value",
  "xliff-id-duplicate",
  "xliff-reference",
  "xliff-span",
  "xliff-hint",
  "xliff-code-deleted",
  "xliff-code-moved",
  "units-untranslatable",
  "segments-mismatch",
  "unit-duplicate",
  "sentence-not-aligned",
  "sentence-of-several-units",
  "sentence-unknown",
  "sentence-changed",
  "sentence-absent",
  "sentences-moved",
  "shape-taken",
  "shape-kept",
  "unit-misfit",
  "file-duplicate",
  "language-unknown",
  "language-mismatch",
  "file-language",
  "text-untranslated",
  "texts-untranslated",
  "language-foreign",
  "document-unlike",
  "export-untranslated",
  "export-outdated",
  "text-foreign",
  "texts-foreign",
  "source-differs",
  "text-older",
  "text-offered",
  "text-emptied",
  "text-replaced",
  "strings-absent",
  "language-missing",
  "language-guessed",
  "json-invalid",
  "json-key",
  "subtitles-invalid",
  "csv-invalid",
  "tmx-invalid",
  "jliff-invalid",
  "tbx-invalid",
  // single units of a push
  "unit-unknown",
  "unit-without-source",
  "dialect-lost",
  "unit-conflict",
  "unit-changed-since",
  "nothing-restored",
  "source-changed",
  "codes-missing",
  "codes-added",
  "codes-unbalanced",
  "codes-moved",
  "too-long",
  // documents that are read as text, and alignment
  "document-invalid",
  "document-encrypted",
  "document-other",
  "document-legacy",
  "document-misnamed",
  "sheet-name-held",
  "table-heading-held",
  "original-missing",
  "xlsx-invalid",
  "multiterm-invalid",
  "srx-invalid",
  "term-status-unknown",
  "term-status-differs",
  "archive-too-large",
  "file-known",
  "file-texts",
  "file-glossary",
  "align-languages",
  "align-text-empty",
  "align-language-wrong",
  "align-encoding-guessed",
  "align-language-doubtful",
  "align-too-long",
  "align-sentence-long",
  "align-unrelated",
  "align-fixed-invalid",
  "review-not-possible",
  // changes of many units
  "pattern-invalid",
  "pattern-unsupported",
  "pattern-too-large",
  "selection-too-large",
  "too-many-marks",
  "too-many-comments",
  "term-missing",
  "collection-read-only",
  // undo
  "already-undone",
  "concept-conflict",
  "removal-differs",
  "relation-cycle",
  "concept-similar",
  "suggestion-kept",
  "webhook-address",
  // the model that suggests translations
  "model-address",
  "suggester-off",
  "suggestions-used-up",
  "model-failed",
  "suggestion-unusable",
  "collection-gone",
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Place of a problem in the input. Lines and columns count from 1, in characters of the decoded text. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly unit?: string;
  readonly language?: string;
  /** JSON pointer or field name. */
  readonly field?: string;
}

export type Params = Readonly<Record<string, string | number>>;

/** A failure that a person can act on, as data. Its text is made where it is shown. */
export interface ProblemData {
  readonly code: ProblemCode;
  readonly params?: Params;
  readonly place?: Place;
}

/** A `ProblemData` that can be thrown; the only error type that services throw on purpose. */
export class Problem extends Error implements ProblemData {
  readonly code: ProblemCode;
  readonly params: Params;
  readonly place: Place;
  /** Members that RFC 9457 lets a problem add, e.g. `base`, `mine`, `theirs`. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    code: ProblemCode,
    params: Params = {},
    place: Place = {},
    extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${code} ${JSON.stringify({ ...params, ...place })}`);
    this.name = "Problem";
    this.code = code;
    this.params = params;
    this.place = place;
    this.extra = extra;
  }
}

/**
 * The problem of one unit as data, for a list of what could not be done.
 *
 * @throws the error itself when it is no {@link Problem}
 */
export function problemOfUnit(error: unknown, unit: string): ProblemData {
  if (!(error instanceof Problem)) throw error;
  const { code, params, place } = error;
  return { code, params, place: { ...place, unit } };
}

/** The warning that a file has no place for a text of a unit. */
export const misfit = (unit: string, language?: string): ProblemData => ({
  code: "unit-misfit",
  params: { key: unit },
  place: { unit, ...(language === undefined ? {} : { language }) },
});

/** The result of `work`, or `undefined` if it throws a problem: for input that is only one of several to be tried. */
export function undefinedOnProblem<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
