import type { Language } from "../../../domain/language.ts";
import type { ConflictPolicy, Skip } from "../../../domain/import.ts";
import { formatByName, type OptionalText, traitsOf } from "../../../formats/traits.ts";
import type { FileOptions } from "../../api/resources.ts";

/** What a person has chosen in the import dialog. */
export interface ImportForm {
  readonly file?: File | undefined;
  /** Id of the collection that a new document goes into; until somebody chooses, the usual one. */
  readonly collection?: string | undefined;
  /** The encoding that the person has chosen for a file that does not tell it. */
  readonly encoding?: string | undefined;
  readonly source?: Language | undefined;
  readonly target?: Language | undefined;
  readonly title: string;
  readonly namespace: string;
  readonly onConflict: ConflictPolicy;
  /** Whether a push makes the units that the document lacks. */
  readonly create?: boolean | undefined;
  /** Texts of an office document that are taken although few want them. */
  readonly optionalTexts?: readonly OptionalText[] | undefined;
  /** What is left out because it adds nothing, and the day for `older`; an empty one means what the collection has. */
  readonly skip?: readonly Skip[] | undefined;
  readonly olderThan?: string | undefined;
  /** The person has answered that a file belongs to the document although its texts do not fit. */
  readonly force?: boolean | undefined;
  /** The person has answered that a file of a known document becomes a new document. */
  readonly isNew?: boolean | undefined;
  /** The person has answered that a file that looks like a glossary holds texts. */
  readonly isTexts?: boolean | undefined;
  /** Idempotency key: one decision to import is carried out once, however often it is sent. */
  readonly key: string;
}

/** A form in which nothing is chosen yet. */
export const emptyForm = (given: Pick<ImportForm, "file" | "collection">): ImportForm => ({
  ...given,
  title: "",
  namespace: "",
  onConflict: "abort",
  key: crypto.randomUUID(),
});

/**
 * The form when the dialog opens: as it was left, unless the dialog opens with a file.
 *
 * @param left the form that was left without importing or cancelling
 */
export const openForm = (
  left: ImportForm | undefined,
  given: { readonly file?: File; readonly collection?: string },
): ImportForm =>
  left === undefined || given.file !== undefined
    ? emptyForm({ file: given.file, collection: given.collection })
    : { ...left, ...(given.collection !== undefined && { collection: given.collection }) };

/** The form after a change. Another file is another decision: it has its own key, and its own answers. */
export const amendForm = (form: ImportForm, change: Partial<Omit<ImportForm, "key">>): ImportForm => ({
  ...form,
  ...change,
  ...("file" in change && {
    isNew: undefined,
    isTexts: undefined,
    force: undefined,
    encoding: undefined,
    key: crypto.randomUUID(),
  }),
});

/** The parameters of the request; only a new document takes a title and a namespace. */
export function fileOptions(form: ImportForm, file: File, isNew: boolean, dryRun: boolean): FileOptions {
  const { encoding, source, target } = form;
  const texts = takesOptionalTexts(file) ? (form.optionalTexts ?? []) : [];
  const [title, namespace] = [form.title.trim(), form.namespace.trim()];
  const { skip = [], olderThan = "" } = form;
  return {
    filename: file.name,
    dryRun,
    ...(encoding === undefined ? {} : { encoding }),
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
    ...(texts.length === 0 ? {} : { optionalTexts: texts.join(",") }),
    ...(skip.length === 0 ? {} : { skip: skip.join(",") }),
    ...(skip.includes("older") && olderThan !== "" ? { olderThan } : {}),
    ...(isNew && title !== "" ? { title } : {}),
    ...(isNew && namespace !== "" ? { namespace } : {}),
  };
}

/** True for an office document, by its name. */
export const takesOptionalTexts = (file: Pick<File, "name"> | undefined): boolean => {
  const named = file === undefined ? undefined : formatByName(file.name);
  return named !== undefined && traitsOf(named.format).needsOriginal === true;
};

/** What decides how a file is read, beside the file; a title does not. */
const READ_BY = [
  "encoding",
  "source",
  "target",
  "namespace",
  "onConflict",
  "create",
  "optionalTexts",
  "skip",
  "olderThan",
  "force",
] as const satisfies readonly (keyof ImportForm)[];

/** Changes whenever the trial has to be made again. */
export const trialKey = (form: ImportForm, goal: string): string => {
  const { file } = form;
  return JSON.stringify([
    file?.name,
    file?.size,
    file?.lastModified,
    goal,
    ...READ_BY.map((one) => form[one]),
  ]);
};

/** The choices of an import dialog of the kept work; a file lasts as long as the page. */
export function readForm(stored: unknown): ImportForm | undefined {
  const form = (stored ?? {}) as Partial<ImportForm>;
  const isComplete =
    typeof form.title === "string" &&
    typeof form.namespace === "string" &&
    typeof form.key === "string" &&
    typeof form.onConflict === "string";
  if (!isComplete) return undefined;
  return { ...(form as ImportForm), file: (form.file as unknown) instanceof File ? form.file : undefined };
}
