/**
 * Every way in which a request, a file or a command can fail, with its HTTP status (RFC 9457 `type` is
 * made of the code). The text of each lives in `locales/{en,ru,zh}/problems.json` under the same key,
 * as `{title, detail, advice}`; `detail` and `advice` may use the problem's params.
 */
export const PROBLEMS = {
  // requests
  "bad-request": 400,
  "bad-json": 400,
  "not-signed-in": 401,
  forbidden: 403,
  "not-your-proposal": 403,
  "not-found": 404,
  "method-not-allowed": 405,
  "already-exists": 409,
  "not-empty": 409,
  "stale-version": 412,
  "too-large": 413,
  "unsupported-format": 415,
  "invalid-fields": 422,
  "idempotency-mismatch": 422,
  "version-required": 428,
  "too-many-requests": 429,
  // the service itself
  internal: 500,
  "backup-elsewhere": 501,
  "read-only": 503,
  overloaded: 503,
  "disk-full": 507,
  // text and encoding
  "file-empty": 422,
  "file-binary": 422,
  "encoding-invalid": 422,
  "encoding-unknown": 422,
  "encoding-guessed": 422,
  "encoding-lossy": 422,
  "character-invalid": 422,
  // XML
  "xml-malformed": 422,
  "xml-truncated": 422,
  "xml-doctype": 422,
  "xml-too-deep": 422,
  "xml-too-many-attributes": 422,
  "xml-too-long": 422,
  "xml-namespace": 422,
  "xml-tags-crossed": 422,
  "xml-entity": 422,
  "xml-attribute-duplicate": 422,
  "xml-prefix": 422,
  // exchange files
  "xliff-invalid": 422,
  "xliff-version": 422,
  "xliff-element": 422,
  "xliff-missing": 422,
  "xliff-attribute": 422,
  "xliff-value": 422,
  "xliff-id-duplicate": 422,
  "xliff-reference": 422,
  "xliff-span": 422,
  "xliff-hint": 422,
  "xliff-code-deleted": 422,
  "xliff-code-moved": 422,
  "units-untranslatable": 422,
  "segments-mismatch": 422,
  "unit-duplicate": 422,
  "file-duplicate": 422,
  "language-unknown": 422,
  "language-mismatch": 422,
  "language-missing": 422,
  "json-invalid": 422,
  "json-key": 422,
  "csv-invalid": 422,
  "tmx-invalid": 422,
  "jliff-invalid": 422,
  "tbx-invalid": 422,
  // single units of a push
  "unit-unknown": 422,
  "unit-conflict": 409,
  "source-changed": 409,
  "codes-missing": 422,
  "codes-added": 422,
  "codes-unbalanced": 422,
  "codes-moved": 422,
  "too-long": 422,
  // documents that are read as text, and alignment
  "docx-invalid": 422,
  "archive-too-large": 413,
  "align-languages": 422,
  "align-text-empty": 422,
  "align-language-wrong": 422,
  "align-encoding-guessed": 422,
  "align-language-doubtful": 422,
  "align-too-long": 413,
  "align-sentence-long": 422,
  "align-unrelated": 422,
  "align-fixed-invalid": 422,
  "review-not-possible": 422,
  // undo
  "already-undone": 409,
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** Where in the input it is. Lines and columns count from 1, in characters of the decoded text. */
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

/** A failure that a person can do something about. Data, not prose: it is put into words where it is shown. */
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

  get status(): (typeof PROBLEMS)[ProblemCode] {
    return PROBLEMS[this.code];
  }
}
