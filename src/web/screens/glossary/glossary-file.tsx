import { useRef, useState } from "preact/hooks";
import {
  GLOSSARY_TRAITS,
  glossaryTraitsOf,
  WRITABLE_GLOSSARY_FORMATS,
} from "../../../formats/glossary/traits.ts";
import { ApiProblem } from "../../api/client.ts";
import {
  type DuplicatePolicy,
  type GlossaryAnswer,
  type GlossaryColumn,
  glossaryAddress,
  putGlossary,
} from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { EncodingChoice } from "../../components/encoding-choice.tsx";
import { FetchButton } from "../../components/fetch-button.tsx";
import { FileField } from "../../components/file-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { dropped } from "../../dropped.ts";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { go } from "../../router.ts";
import { useMay } from "../../session.ts";
import { type ChosenRoles, ColumnMapping, mappingOf } from "./column-mapping.tsx";

/** Formats that hold the whole glossary: none of a pair of languages. */
const WHOLE = WRITABLE_GLOSSARY_FORMATS.filter((name) => glossaryTraitsOf(name).languages === "all");
const ACCEPTED = GLOSSARY_TRAITS.flatMap(({ extensions }) => extensions)
  .map((extension) => `.${extension}`)
  .join(",");

interface GlossaryFileProps {
  /** A file that was given elsewhere. */
  readonly given: File | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Exports the glossary as a file, and imports a file after a preview. */
export function GlossaryFile({ given, onClose, onDone }: GlossaryFileProps) {
  const [file, setFile] = useState<File | undefined>(given);
  const [roles, setRoles] = useState<ChosenRoles>({});
  const [replace, setReplace] = useState(false);
  const [agreed, setAgreed] = useState<number>();
  const [encoding, setEncoding] = useState<string>();
  const [duplicates, setDuplicates] = useState<DuplicatePolicy>();
  const mayEdit = useMay("terminology");
  const columns = mappingOf(roles);
  const send = (of: File, dryRun: boolean, removing?: number) =>
    putGlossary(
      of,
      { filename: of.name, dryRun, replace, removing, columns, encoding, duplicates },
      () => undefined,
    );
  const key =
    file && [file.name, file.size, file.lastModified, replace, columns, encoding, duplicates].join(" ");
  const [trial] = useLoaded(key, async () => (file ? send(file, true) : undefined));
  // While a trial with other roles runs, the table stays, so that the focus does.
  const shown = useRef<readonly GlossaryColumn[] | undefined>(undefined);
  if (trial.is !== "loading")
    shown.current = trial.is === "failed" ? columnsOf(trial.error) : trial.value?.columns;
  const removed = (trial.value?.concepts ?? []).filter(({ result }) => result === "removed");
  const merged = (trial.value?.concepts ?? []).filter(({ result }) => result === "merged");
  const isAgreed = removed.length === 0 || agreed === removed.length;
  const taking = useAction(async () => {
    if (!file) return;
    await send(file, false, removed.length);
    announce(t("import.done"));
    onDone();
    onClose();
  });
  const error: unknown = taking.error ?? (trial.is === "failed" ? trial.error : undefined);
  return (
    <Dialog title={t(mayEdit ? "glossary.file" : "glossary.export")} onClose={onClose} wide={mayEdit}>
      <section>
        <h3>{t("glossary.export")}</h3>
        <p class="actions">
          {WHOLE.map((format) => (
            <FetchButton address={glossaryAddress(format)} name={`glossary.${format}`}>
              {format.toUpperCase()}
            </FetchButton>
          ))}
        </p>
      </section>
      {mayEdit && (
        <form
          class="form glossary-import"
          onSubmit={(event) => {
            event.preventDefault();
            taking.run();
          }}
        >
          <h3>{t("glossary.import")}</h3>
          <FileField
            label={t("import.file")}
            accept={ACCEPTED}
            files={file ? [file] : []}
            onChange={([chosen]) => {
              setFile(chosen);
              setRoles({});
              setEncoding(undefined);
              setDuplicates(undefined);
              shown.current = undefined;
            }}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={replace}
              onChange={(event) => setReplace(event.currentTarget.checked)}
            />
            {t("glossary.replace")}
          </label>
          {file && looksLikeTexts(trial.value?.warnings, error) && (
            <TextsQuestion
              onTexts={() => {
                onClose();
                dropped.set(file);
                go("/");
              }}
            />
          )}
          {shown.current && <ColumnMapping columns={shown.current} chosen={roles} onChange={setRoles} />}
          <ProblemNotice error={error} />
          <EncodingChoice error={error} chosen={encoding} onChoose={setEncoding} />
          {trial.value && <GlossaryPreview answer={trial.value} />}
          {(merged.length > 0 || duplicates !== undefined) && (
            <KnownConcepts merged={merged} policy={duplicates} onChoose={setDuplicates} />
          )}
          <RemovedConcepts removed={removed} isAgreed={isAgreed} onAgree={setAgreed} />
          <p class="actions">
            <button
              class="primary"
              disabled={!trial.value || trial.is !== "ready" || !isAgreed || taking.busy}
            >
              {t("import.start")}
            </button>
          </p>
        </form>
      )}
    </Dialog>
  );
}

/** What the import would do, and what is wrong with the file. */
function GlossaryPreview({ answer: { counts, rejected, warnings } }: { readonly answer: GlossaryAnswer }) {
  const problems = [...rejected, ...warnings];
  return (
    <div role="status">
      <p>
        {t("glossary.preview", {
          created: counts.created,
          changed: counts.changed,
          merged: counts.merged,
          same: counts.same,
          removed: counts.removed,
          rejected: counts.rejected,
        })}
      </p>
      {problems.length > 0 && (
        <ul class="notice warning">
          {problems.map(({ title, detail }) => (
            <li>
              <strong>{title}</strong> {detail}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const looksLikeTexts = (
  warnings: readonly { readonly code: string }[] | undefined,
  error: unknown,
): boolean =>
  warnings?.some(({ code }) => code === "file-texts") === true ||
  (error instanceof ApiProblem && error.body.code === "file-texts");

/** Asks whether a file that holds texts is imported as such. */
function TextsQuestion({ onTexts }: { readonly onTexts: () => void }) {
  return (
    <div class="notice warning" role="alert">
      <p>{t("glossary.texts")}</p>
      <p class="actions">
        <button type="button" onClick={onTexts}>
          {t("glossary.toTexts")}
        </button>
      </p>
    </div>
  );
}

const POLICIES = ["merge", "skip", "create"] as const satisfies readonly DuplicatePolicy[];

interface KnownConceptsProps {
  readonly merged: readonly { readonly id: string; readonly name: string }[];
  readonly policy: DuplicatePolicy | undefined;
  readonly onChoose: (policy: DuplicatePolicy | undefined) => void;
}

/** The stored concepts that entries of the file belong to, by name, and the question what to do with these entries. */
function KnownConcepts({ merged, policy = "merge", onChoose }: KnownConceptsProps) {
  return (
    <fieldset>
      <legend>{t("glossary.known")}</legend>
      <ChoiceField
        label={t("glossary.knownChoice")}
        value={policy}
        choices={POLICIES.map((value) => ({ value, text: t(`glossary.duplicates.${value}`) }))}
        onChange={onChoose}
      />
      <ul>
        {merged.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </fieldset>
  );
}

interface RemovedConceptsProps {
  readonly removed: readonly { readonly id: string; readonly name: string }[];
  readonly isAgreed: boolean;
  /** Is told the number of concepts that the person agrees to lose. */
  readonly onAgree: (count: number | undefined) => void;
}

/** The concepts that an import would remove, by name, and the question whether it may. */
function RemovedConcepts({ removed, isAgreed, onAgree }: RemovedConceptsProps) {
  const count = removed.length;
  if (count === 0) return null;
  return (
    <fieldset class="notice warning">
      <legend>{t("glossary.removedNames", { count })}</legend>
      <ul>
        {removed.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
      <label class="check">
        <input
          type="checkbox"
          checked={isAgreed}
          onChange={(event) => onAgree(event.currentTarget.checked ? count : undefined)}
        />
        {t("glossary.removedAgree", { count })}
      </label>
    </fieldset>
  );
}

/** The columns of a table that was refused because none of them is known. */
const columnsOf = (error: unknown): readonly GlossaryColumn[] | undefined =>
  error instanceof ApiProblem ? (error.body["columns"] as readonly GlossaryColumn[] | undefined) : undefined;
