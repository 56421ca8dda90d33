import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { LANGUAGES } from "../../../domain/language.ts";
import { ApiProblem } from "../../api/client.ts";
import {
  type ConceptView,
  type ConceptWithComments,
  createConcept,
  patchConcept,
} from "../../api/resources.ts";
import { Icon } from "../../components/icons.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatAgo, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";
import { address, go } from "../../router.ts";
import { kept as here, useKept } from "../../saving/kept-here.ts";
import { useMay, useMe } from "../../session.ts";
import { useShortcuts } from "../../shortcuts.ts";
import { ConceptActions, ConceptDialog, type ConceptDialogName } from "./concept-actions.tsx";
import {
  type Beginning,
  type ConceptEdit,
  draftOf,
  editConcept,
  type EditedConcept,
  editedConcept,
  keptConceptKey,
  readKeptConcept,
  withKeysOf,
  withRelation,
} from "./concept-draft.ts";
import { ConceptFields } from "./concept-fields.tsx";
import { ConceptHead } from "./concept-head.tsx";
import { ConceptReferences } from "./concept-references.tsx";
import { ConceptTalk } from "./concept-talk.tsx";
import { ConceptUses } from "./concept-uses.tsx";
import { ImpactView } from "./impact-view.tsx";
import { LanguageCard } from "./language-card.tsx";
import { RelationDialog } from "./relation-dialog.tsx";
import { useSimilarConcepts } from "./similar-concepts.tsx";

interface ConceptFormProps {
  readonly concept: ConceptWithComments | undefined;
  readonly terms?: Beginning["terms"];
  /** Hears what was saved, before it is loaded again: the form stays, with the focus where it was. */
  readonly onSaved: (saved: ConceptView) => void;
  readonly onChange: () => void;
}

/** A concept to be read or edited, with its impact, its comments and its history. */
export function ConceptForm({ concept, terms = {}, onSaved, onChange }: ConceptFormProps) {
  const { decides, proposes, mayEdit } = useConceptRights(concept);
  const { edited, draft, version, isChanged, edit, drop, settle } = useEditedConcept(
    concept,
    terms,
    proposes,
  );
  const [open, setOpen] = useState<ConceptDialogName | "relate">();
  const similar = useSimilarConcepts(mayEdit ? edited.terms : [], concept?.id);
  const id = useId();
  const hasTerm = draft.terms.length > 0;

  const saving = useAction(async (over: number | undefined) => {
    const answer = await (concept === undefined
      ? createConcept(draft)
      : patchConcept(concept.id, over ?? version ?? concept.version, draft));
    settle(answer);
    onSaved(answer);
    if (concept === undefined) go(address("/glossary", { concept: answer.id }), { replace: true });
    announce(t("save.done"));
  });
  const maySave = isChanged && hasTerm && !saving.busy;
  useShortcuts([
    { keys: ["Ctrl+S"], label: "keys.save", run: () => hasTerm && saving.run(undefined), disabled: !mayEdit },
  ]);
  const theirs = newerConcept(saving.error);

  return (
    <section class="screen concept">
      <p>
        <a href="/glossary">
          <Icon name="back" /> {t("nav.glossary")}
        </a>
      </p>
      <ConceptHead concept={concept} edited={edited} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (maySave) saving.run(undefined);
        }}
      >
        <ConceptFields edited={edited} mayEdit={mayEdit} decides={decides} onEdit={edit} />
        <div class="concept-languages">
          {LANGUAGES.map((language) => (
            <LanguageCard
              key={language}
              language={language}
              edited={edited}
              similar={similar}
              mayEdit={mayEdit}
              onEdit={edit}
            />
          ))}
        </div>
        <ConceptReferences
          concept={concept}
          edited={edited}
          mayEdit={mayEdit}
          onEdit={edit}
          onRelate={() => setOpen("relate")}
        />
        <p class="field">
          <label for={`${id}-notes`}>{t("concept.notes")}</label>
          <textarea
            id={`${id}-notes`}
            rows={2}
            readOnly={!mayEdit}
            value={edited.notes}
            onInput={(event) => edit({ edit: "concept", part: { notes: event.currentTarget.value } })}
          />
        </p>
        {theirs ? (
          <ConceptConflict
            theirs={theirs}
            onTakeMine={() => saving.run(theirs.version)}
            onTakeTheirs={() => {
              drop();
              saving.clear();
              onChange();
            }}
          />
        ) : (
          <ProblemNotice error={saving.error} />
        )}
        {mayEdit && (
          <ConceptActions
            concept={concept}
            decides={decides}
            isChanged={isChanged}
            maySave={maySave}
            onRevert={drop}
            onOpen={setOpen}
          />
        )}
      </form>
      {mayEdit && hasTerm && <ImpactView id={concept?.id} change={draft} isChanged={isChanged} />}
      {concept && <ConceptUses id={concept.id} version={concept.version} />}
      {concept && <ConceptTalk concept={concept} onChange={onChange} />}
      {open === "relate" && (
        <RelationDialog
          of={concept?.id}
          onClose={() => setOpen(undefined)}
          onChoose={(relation) => {
            setOpen(undefined);
            edit({ edit: "concept", part: { relations: withRelation(edited.relations, relation) } });
          }}
        />
      )}
      {concept && open && open !== "relate" && (
        <ConceptDialog
          concept={concept}
          decides={decides}
          open={open}
          onClose={() => setOpen(undefined)}
          onChange={onChange}
        />
      )}
    </section>
  );
}

/**
 * The concept as it is being edited. The browser keeps the changes until they are saved or dropped.
 *
 * @param terms terms with which a new concept begins
 * @param proposes whether a new concept is a proposal
 */
function useEditedConcept(
  concept: ConceptWithComments | undefined,
  terms: NonNullable<Beginning["terms"]>,
  proposes: boolean,
) {
  const begin = (): EditedConcept => ({
    ...editedConcept(concept, { terms }),
    ...(proposes && { status: "proposed" }),
  });
  const key = keptConceptKey(concept?.id, terms);
  const [kept, setKept, settleKept] = useKept(key, readKeptConcept);
  // A concept that was saved is the one that was edited: its fields stay the same fields.
  const shown = useRef<EditedConcept>(undefined);
  const first = useMemo(() => withKeysOf(begin(), shown.current), [concept]);
  // An older page kept fewer fields.
  const edited = { ...first, ...kept?.edited };
  shown.current = edited;
  const stored = useMemo(() => JSON.stringify(draftOf(editedConcept(concept))), [concept]);
  const draft = draftOf(edited);
  const isChanged = JSON.stringify(draft) !== stored;
  // A kept change is saved over the version that its author saw.
  const version = kept?.version ?? concept?.version;
  // A form that is left as it was stored is nothing to keep.
  const isKept = useRef(isChanged);
  isKept.current = isChanged;
  useEffect(
    () => () => {
      if (!isKept.current) setKept(undefined);
    },
    [setKept],
  );
  const edit = (change: ConceptEdit) => setKept({ edited: editConcept(edited, change), version });
  /** Forgets what was saved. What was typed meanwhile becomes a change of the saved version. */
  const settle = (answer: Pick<ConceptView, "id" | "version">) => {
    if (settleKept()) return;
    const newer = readKeptConcept(here.get(key));
    setKept(undefined);
    if (newer) here.put(keptConceptKey(answer.id), { ...newer, version: answer.version });
  };
  return { edited, draft, version, isChanged, edit, drop: () => setKept(undefined), settle };
}

/**
 * What this person may do with a concept. A translator's new concept is a proposal: until somebody
 * approves it, its author may change and withdraw it.
 */
function useConceptRights(concept: ConceptWithComments | undefined) {
  const decides = useMay("terminology");
  const mayTranslate = useMay("translate");
  const { name } = useMe();
  const isOwnProposal =
    concept === undefined || (concept.status !== "approved" && concept.createdBy === name);
  const proposes = !decides && mayTranslate && isOwnProposal;
  return { decides, proposes, mayEdit: decides || proposes };
}

/** The stored concept when saving failed because somebody else was first. */
const newerConcept = (error: unknown): ConceptView | undefined =>
  error instanceof ApiProblem && error.body.code === "stale-version"
    ? (error.body["theirs"] as ConceptView | undefined)
    : undefined;

interface ConceptConflictProps {
  readonly theirs: ConceptView;
  readonly onTakeMine: () => void;
  readonly onTakeTheirs: () => void;
}

/** Says that somebody else saved the concept first, and asks which version to keep. */
function ConceptConflict({ theirs, onTakeMine, onTakeTheirs }: ConceptConflictProps) {
  return (
    <div class="notice warning" role="alert">
      <p>{t("concept.conflict", { author: theirs.updatedBy, when: formatAgo(theirs.updated) })}</p>
      <p class="actions">
        <button type="button" onClick={onTakeMine}>
          {t("conflict.takeMine")}
        </button>
        <button type="button" onClick={onTakeTheirs}>
          {t("conflict.takeTheirs")}
        </button>
      </p>
    </div>
  );
}
