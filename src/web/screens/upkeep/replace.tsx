import { useState } from "preact/hooks";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import type { State } from "../../../domain/unit.ts";
import {
  getConcept,
  type ReplacementReport,
  type ReplacementRequest,
  replaceTexts,
} from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { LanguageField } from "../../components/language-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { amendQuery, place } from "../../router.ts";
import { useStore } from "../../store.ts";
import { DoneNotice } from "../../components/done-notice.tsx";
import { Places } from "./places.tsx";
import { EVERYTHING, type SelectionDraft, sentSelection } from "./selection.ts";
import { SelectionFields } from "./selection-fields.tsx";
import { StateField } from "./state-field.tsx";
import { TextField } from "./text-field.tsx";

const MODES = ["text", "word", "forms", "pattern"] as const;

interface Draft {
  readonly mode: (typeof MODES)[number];
  readonly find: string;
  readonly by: string;
  /** Language of a term. */
  readonly language: Language;
  readonly caseSensitive: boolean;
  readonly state: State | undefined;
}

const EMPTY: Draft = {
  mode: "text",
  find: "",
  by: "",
  language: "ru",
  caseSensitive: false,
  state: undefined,
};

/** Places that the preview lists. */
const LISTED = 500;

/** Find and replace: the search, its places before and after, and the write. */
export function Replace() {
  const concept = useStore(place).query.get("concept") ?? undefined;
  const [draft, setDraft] = useState(EMPTY);
  const [selection, setSelection] = useState<SelectionDraft>(EVERYTHING);
  const [preview, setPreview] = useState<ReplacementReport>();
  const [excluded, setExcluded] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState<ReplacementReport>();
  const request = (): ReplacementRequest => ({
    ...searchOf(draft, concept),
    scope: sentSelection(selection),
    ...(draft.state === undefined ? {} : { state: draft.state }),
    limit: LISTED,
  });
  const amend = (changes: Partial<Draft>) => {
    setDraft({ ...draft, ...changes });
    setPreview(undefined);
  };
  const looking = useAction(async () => {
    setDone(undefined);
    const found = await replaceTexts({ ...request(), dryRun: true });
    setExcluded(new Set(found.places.flatMap(({ id, doubt }) => (doubt === undefined ? [] : [id]))));
    setPreview(found);
  });
  const replacing = useAction(async () => {
    const report = await replaceTexts({ ...request(), exclude: [...excluded] });
    announce(t("upkeep.replaced", { count: report.total }));
    setPreview(undefined);
    setDone(report);
  });
  const chosen = (preview?.total ?? 0) - excluded.size;
  return (
    <>
      <form
        class="form card upkeep-form"
        onSubmit={(event) => {
          event.preventDefault();
          looking.run();
        }}
      >
        {concept === undefined ? (
          <SearchFields draft={draft} onChange={amend} />
        ) : (
          <ConceptTerms id={concept} onLeave={() => amendQuery({ concept: undefined })} />
        )}
        <StateField
          label={t("upkeep.stateAfter")}
          value={draft.state}
          none={t("upkeep.stateKept")}
          onChange={(state) => amend({ state })}
        />
        <SelectionFields
          value={selection}
          onChange={(changes) => {
            setSelection({ ...selection, ...changes });
            setPreview(undefined);
          }}
        />
        <ProblemNotice error={looking.error ?? replacing.error} />
        <p class="actions">
          <button class="primary" disabled={looking.busy || (concept === undefined && draft.find === "")}>
            {t("upkeep.preview")}
          </button>
        </p>
      </form>
      {preview && (
        <section aria-label={t("upkeep.places", { count: preview.total })}>
          <p role="status">
            {t("upkeep.places", { count: preview.total })}
            {preview.doubtful > 0 && <> · {t("upkeep.doubtful", { count: preview.doubtful })}</>}
            {preview.protected > 0 && <> · {t("upkeep.protected", { count: preview.protected })}</>}
          </p>
          <Places
            places={preview.places}
            excluded={excluded}
            onExclude={(ids) => setExcluded(new Set(ids))}
          />
          {preview.total > preview.places.length && (
            <p class="notice warning">
              {t("upkeep.unlisted", { count: preview.total - preview.places.length })}
            </p>
          )}
          <p class="actions">
            <button
              type="button"
              class="primary"
              disabled={replacing.busy || chosen === 0}
              onClick={() => replacing.run()}
            >
              {t("upkeep.replace", { count: chosen })}
            </button>
          </p>
        </section>
      )}
      {done && <DoneNotice report={done} text={t("upkeep.replaced", { count: done.total })} />}
    </>
  );
}

function searchOf({ mode, find, by, language, caseSensitive }: Draft, concept: string | undefined) {
  if (concept !== undefined) return { concept };
  if (mode === "forms") return { from: { [language]: find }, to: { [language]: by } };
  return { find: { text: find, mode, caseSensitive }, replace: by };
}

interface SearchFieldsProps {
  readonly draft: Draft;
  readonly onChange: (changes: Partial<Draft>) => void;
}

function SearchFields({ draft, onChange }: SearchFieldsProps) {
  return (
    <>
      <div class="fields">
        <ChoiceField
          label={t("upkeep.mode")}
          value={draft.mode}
          choices={MODES.map((mode) => ({ value: mode, text: t(`upkeep.modes.${mode}`) }))}
          onChange={(mode) => mode && onChange({ mode })}
        />
        {draft.mode === "forms" && (
          <LanguageField
            label={t("upkeep.termLanguage")}
            value={draft.language}
            onChange={(language) => language && onChange({ language })}
          />
        )}
        <TextField label={t("upkeep.find")} value={draft.find} onChange={(find) => onChange({ find })} />
        <TextField label={t("upkeep.by")} value={draft.by} onChange={(by) => onChange({ by })} />
      </div>
      <p class="muted">{t(`upkeep.hints.${draft.mode}`)}</p>
      {draft.mode !== "forms" && (
        <label class="radio">
          <input
            type="checkbox"
            checked={draft.caseSensitive}
            onChange={(event) => onChange({ caseSensitive: event.currentTarget.checked })}
          />
          {t("upkeep.caseSensitive")}
        </label>
      )}
    </>
  );
}

/** The terms of a concept that are replaced, and the terms that are written instead. */
function ConceptTerms({ id, onLeave }: { readonly id: string; readonly onLeave: () => void }) {
  const [concept] = useLoaded(id, (signal) => getConcept(id, signal));
  const terms = concept.value?.terms ?? [];
  const allowed = (language: Language) =>
    terms.find((term) => term.language === language && term.administrativeStatus === "preferred");
  return (
    <div>
      <p>{t("upkeep.ofConcept")}</p>
      {concept.is === "failed" && <ProblemNotice error={concept.error} />}
      <ul>
        {LANGUAGES.map((language) => {
          const old = terms.filter(
            (term) =>
              term.language === language &&
              (term.forbidden || !["preferred", "admitted"].includes(term.administrativeStatus ?? "")),
          );
          const wanted = allowed(language);
          return old.length === 0 || wanted === undefined ? null : (
            <li>
              <del>{old.map(({ text }) => text).join(", ")}</del> → <ins>{wanted.text}</ins>
            </li>
          );
        })}
      </ul>
      <p>
        <button type="button" class="quiet" onClick={onLeave}>
          {t("upkeep.otherSearch")}
        </button>
      </p>
    </div>
  );
}
