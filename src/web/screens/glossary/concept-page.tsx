import { useId, useMemo, useState } from "preact/hooks";
import { ADMINISTRATIVE_STATUSES, CONCEPT_STATUSES } from "../../../domain/concept.ts";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import { ApiProblem } from "../../api/client.ts";
import {
  type ConceptView,
  type ConceptWithComments,
  createConcept,
  deleteConcept,
  getConcept,
  getFindings,
  patchConcept,
} from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { Icon } from "../../components/icons.tsx";
import { KeyHint } from "../../components/key-hint.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatAgo, htmlLanguage, language as uiLanguage, languageName, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { address, go } from "../../router.ts";
import { useMay, useMe } from "../../session.ts";
import { useShortcuts } from "../../shortcuts.ts";
import { citedText } from "../../text/cited.ts";
import { ConceptTalk } from "./concept-talk.tsx";
import {
  type Beginning,
  currentForms,
  draftOf,
  type EditedConcept,
  editedConcept,
  type EditedTerm,
  newTerm,
} from "./concept-draft.ts";
import { ImpactView } from "./impact-view.tsx";
import { MergeDialog } from "./merge-dialog.tsx";

/** One concept: its terms in three languages, and what a change of it would do. */
export function ConceptPage({
  id,
  terms = {},
}: {
  id: string | undefined;
  /** With which a new concept begins. */
  terms?: Beginning["terms"];
}) {
  const [loaded, reload] = useLoaded(id, (signal) => getConcept(id ?? "", signal));
  if (id === undefined) return <ConceptForm concept={undefined} terms={terms} />;
  return (
    <LoadedView of={loaded} reload={reload}>
      {(concept) => <ConceptForm key={concept.version} concept={concept} onChange={reload} />}
    </LoadedView>
  );
}

function ConceptForm({
  concept,
  terms = {},
  onChange = () => undefined,
}: {
  concept: ConceptWithComments | undefined;
  terms?: Beginning["terms"];
  onChange?: () => void;
}) {
  const decides = useMay("terminology");
  const mayTranslate = useMay("translate");
  const { name } = useMe();
  // A translator's new concept is a proposal; until it is approved it is theirs to change and to withdraw.
  const proposes =
    !decides &&
    mayTranslate &&
    (concept === undefined || (concept.status !== "approved" && concept.createdBy === name));
  const mayEdit = decides || proposes;
  const begin = (): EditedConcept => ({
    ...editedConcept(concept, { terms }),
    ...(proposes && { status: "proposed" }),
  });
  const [edited, setEdited] = useState(begin);
  const [isRemoving, setRemoving] = useState(false);
  const [isMerging, setMerging] = useState(false);
  const id = useId();
  const stored = useMemo(() => JSON.stringify(draftOf(editedConcept(concept))), [concept]);
  const draft = draftOf(edited);
  const draftKey = JSON.stringify(draft);
  const isChanged = draftKey !== stored;
  const hasTerm = draft.terms.length > 0;

  const saving = useAction(async (over: number | undefined) => {
    if (concept) await patchConcept(concept.id, over ?? concept.version, draft);
    else go(address("/glossary", { concept: (await createConcept(draft)).id }), { replace: true });
    announce(t("save.done"));
    onChange();
  });
  const removal = useAction(async () => {
    if (concept) await deleteConcept(concept.id, concept.version);
    announce(t("concept.removed"));
    go("/glossary");
  });
  const theirs =
    saving.error instanceof ApiProblem && saving.error.body.code === "stale-version"
      ? (saving.error.body["theirs"] as ConceptView | undefined)
      : undefined;
  useShortcuts([
    { keys: ["Ctrl+S"], label: "keys.save", run: () => hasTerm && saving.run(undefined), disabled: !mayEdit },
  ]);

  const change = (part: Partial<EditedConcept>) => setEdited({ ...edited, ...part });
  const changeTerm = (key: number, part: Partial<EditedTerm>) =>
    change({ terms: edited.terms.map((term) => (term.key === key ? { ...term, ...part } : term)) });
  const named = edited.terms.filter(({ text }) => text.trim() !== "");
  const title = named.find((term) => term.language === uiLanguage.get()) ?? named[0];

  return (
    <section class="screen concept">
      <p>
        <a href="/glossary">
          <Icon name="back" /> {t("nav.glossary")}
        </a>
      </p>
      <header class="screen-head">
        <h1 {...(title && { lang: htmlLanguage(title.language) })}>
          {title ? citedText(title) : t("concept.new")}
        </h1>
        {concept && (
          <p class="muted">
            <code>{concept.id}</code> ·{" "}
            {t("unit.by", { author: concept.updatedBy, when: formatAgo(concept.updated) })}
            <ConceptFindings id={concept.id} />
          </p>
        )}
      </header>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          saving.run(undefined);
        }}
      >
        <fieldset class="plain" disabled={!mayEdit}>
          <legend class="unseen">{t("concept.about")}</legend>
          <div class="filters">
            <p>
              <label for={`${id}-domain`}>{t("concept.domain")}</label>
              <input
                id={`${id}-domain`}
                value={edited.domain}
                maxLength={500}
                onInput={(event) => change({ domain: event.currentTarget.value })}
              />
            </p>
            <p>
              <label for={`${id}-status`}>{t("concept.status")}</label>
              <select
                id={`${id}-status`}
                value={edited.status}
                disabled={!decides}
                onChange={(event) =>
                  change({
                    status: CONCEPT_STATUSES.find((one) => one === event.currentTarget.value) ?? "approved",
                  })
                }
              >
                {CONCEPT_STATUSES.map((one) => (
                  <option value={one}>{t(`concept.statuses.${one}`)}</option>
                ))}
              </select>
            </p>
            <label class="check">
              <input
                type="checkbox"
                checked={edited.mandatory}
                onChange={(event) => change({ mandatory: event.currentTarget.checked })}
              />
              {t("concept.mandatory")}
            </label>
          </div>
        </fieldset>
        <div class="concept-languages">
          {LANGUAGES.map((language) => (
            <LanguageCard
              key={language}
              language={language}
              edited={edited}
              mayEdit={mayEdit}
              onTerm={changeTerm}
              onAdd={() => change({ terms: [...edited.terms, { ...newTerm(language), status: "admitted" }] })}
              onRemove={(key) => change({ terms: edited.terms.filter((term) => term.key !== key) })}
              onDefinition={(part) =>
                change({
                  definitions: {
                    ...edited.definitions,
                    [language]: { ...edited.definitions[language], ...part },
                  },
                })
              }
            />
          ))}
        </div>
        <p class="field">
          <label for={`${id}-notes`}>{t("concept.notes")}</label>
          <textarea
            id={`${id}-notes`}
            rows={2}
            readOnly={!mayEdit}
            value={edited.notes}
            onInput={(event) => change({ notes: event.currentTarget.value })}
          />
        </p>
        {theirs ? (
          <div class="notice warning" role="alert">
            <p>{t("concept.conflict", { author: theirs.updatedBy, when: formatAgo(theirs.updated) })}</p>
            <p class="actions">
              <button type="button" onClick={() => saving.run(theirs.version)}>
                {t("conflict.takeMine")}
              </button>
              <button type="button" onClick={onChange}>
                {t("conflict.takeTheirs")}
              </button>
            </p>
          </div>
        ) : (
          <ProblemNotice error={saving.error} />
        )}
        {mayEdit && (
          <p class="actions">
            <button
              class="primary"
              disabled={!isChanged || !hasTerm || saving.busy}
              aria-keyshortcuts="Control+S"
            >
              {t(decides ? "concept.save" : "concept.propose")} <KeyHint keys="Ctrl+S" />
            </button>
            {isChanged && concept && (
              <button type="button" onClick={() => setEdited(begin())}>
                {t("unit.revert")}
              </button>
            )}
            {concept && decides && (
              <button type="button" class="quiet" disabled={isChanged} onClick={() => setMerging(true)}>
                {t("concept.merge")}
              </button>
            )}
            {concept && (
              <button type="button" class="quiet" onClick={() => setRemoving(true)}>
                {t(decides ? "concept.remove" : "concept.withdraw")}
              </button>
            )}
          </p>
        )}
      </form>
      {mayEdit && hasTerm && <ImpactView id={concept?.id} change={draft} isChanged={isChanged} />}
      {concept && <ConceptTalk concept={concept} onChange={onChange} />}
      {isMerging && concept && (
        <MergeDialog
          into={concept}
          onClose={() => setMerging(false)}
          onDone={() => {
            setMerging(false);
            onChange();
          }}
        />
      )}
      {isRemoving && (
        <Dialog title={t(decides ? "concept.remove" : "concept.withdraw")} onClose={() => setRemoving(false)}>
          <p>{t("concept.removeText")}</p>
          <ProblemNotice error={removal.error} />
          <DialogActions
            label={t(decides ? "concept.remove" : "concept.withdraw")}
            disabled={removal.busy}
            onCancel={() => setRemoving(false)}
            onRemove={() => removal.run()}
          />
        </Dialog>
      )}
    </section>
  );
}

/** Where the concept goes wrong now. */
function ConceptFindings({ id }: { id: string }) {
  const [found] = useLoaded(id, () => getFindings({ concept: id }, { limit: 1 }));
  const count = found.value?.counts.total ?? 0;
  if (count === 0) return null;
  return (
    <>
      {" · "}
      <a href={address("/checks", { concept: id })}>{t("findings.count", { count })}</a>
    </>
  );
}

interface LanguageCardProps {
  readonly language: Language;
  readonly edited: EditedConcept;
  readonly mayEdit: boolean;
  readonly onTerm: (key: number, part: Partial<EditedTerm>) => void;
  readonly onAdd: () => void;
  readonly onRemove: (key: number) => void;
  readonly onDefinition: (part: { readonly text?: string; readonly source?: string }) => void;
}

function LanguageCard({
  language,
  edited,
  mayEdit,
  onTerm,
  onAdd,
  onRemove,
  onDefinition,
}: LanguageCardProps) {
  const id = useId();
  const lang = htmlLanguage(language);
  const definition = edited.definitions[language];
  return (
    <fieldset class="card language-card" disabled={!mayEdit}>
      <legend>{languageName(language)}</legend>
      {edited.terms
        .filter((term) => term.language === language)
        .map((term, at) => (
          <div key={term.key} class="term-edit">
            <p class="field">
              <label for={`${id}-${term.key}`}>{t("term.number", { number: at + 1 })}</label>
              <input
                id={`${id}-${term.key}`}
                lang={lang}
                value={term.text}
                maxLength={500}
                onInput={(event) => onTerm(term.key, { text: event.currentTarget.value })}
              />
            </p>
            <div class="term-status">
              <select
                aria-label={t("term.statusOf", { term: term.text })}
                value={term.status}
                onChange={(event) =>
                  onTerm(term.key, {
                    status:
                      ADMINISTRATIVE_STATUSES.find((one) => one === event.currentTarget.value) ?? "preferred",
                  })
                }
              >
                {ADMINISTRATIVE_STATUSES.map((one) => (
                  <option value={one}>{t(`term.status.${one}`)}</option>
                ))}
              </select>
              <label class="check">
                <input
                  type="checkbox"
                  checked={term.forbidden}
                  onChange={(event) => onTerm(term.key, { forbidden: event.currentTarget.checked })}
                />
                {t("term.forbidden")}
              </label>
              {mayEdit && (
                <button
                  type="button"
                  class="quiet icon-only"
                  onClick={() => onRemove(term.key)}
                  aria-label={t("term.remove", { term: term.text })}
                >
                  <Icon name="close" />
                </button>
              )}
            </div>
            <details>
              <summary>{t("term.forms", { count: currentForms(term.stored?.forms).length })}</summary>
              <p class="field">
                <label for={`${id}-${term.key}-forms`}>{t("term.formsHint")}</label>
                <textarea
                  id={`${id}-${term.key}-forms`}
                  lang={lang}
                  rows={6}
                  value={term.forms ?? currentForms(term.stored?.forms).join("\n")}
                  onInput={(event) => onTerm(term.key, { forms: event.currentTarget.value })}
                />
              </p>
              <p class="field">
                <label for={`${id}-${term.key}-inside`}>{t("term.notInside")}</label>
                <textarea
                  id={`${id}-${term.key}-inside`}
                  lang={lang}
                  rows={2}
                  value={term.notInside}
                  onInput={(event) => onTerm(term.key, { notInside: event.currentTarget.value })}
                />
              </p>
            </details>
          </div>
        ))}
      {mayEdit && (
        <p>
          <button
            type="button"
            class="quiet"
            onClick={onAdd}
            aria-label={t("term.addIn", { language: languageName(language) })}
          >
            <Icon name="plus" />
            {t("term.add")}
          </button>
        </p>
      )}
      <p class="field">
        <label for={`${id}-definition`}>{t("concept.definition")}</label>
        <textarea
          id={`${id}-definition`}
          lang={lang}
          rows={3}
          value={definition.text}
          onInput={(event) => onDefinition({ text: event.currentTarget.value })}
        />
      </p>
      <p class="field">
        <label for={`${id}-source`}>{t("concept.source")}</label>
        <input
          id={`${id}-source`}
          value={definition.source}
          maxLength={500}
          onInput={(event) => onDefinition({ source: event.currentTarget.value })}
        />
      </p>
    </fieldset>
  );
}
