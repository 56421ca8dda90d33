import { useState } from "preact/hooks";
import { ApiProblem } from "../../api/client.ts";
import { type ConceptView, type ConceptWithComments, getConcept } from "../../api/resources.ts";
import { Icon } from "../../components/icons.tsx";
import { Waiting } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import type { Beginning } from "./concept-draft.ts";
import { ConceptForm } from "./concept-form.tsx";
import { ConceptHistory } from "./concept-history.tsx";

interface ConceptPageProps {
  /** Id of a stored concept; `undefined` for a new one. */
  readonly id: string | undefined;
  /** Terms with which a new concept begins. */
  readonly terms?: Beginning["terms"];
  /** A new concept has got its id. */
  readonly onMade?: (id: string) => void;
}

/** One concept: its terms in three languages, and what a change of it would do. */
export function ConceptPage({ id, terms = {}, onMade = () => undefined }: ConceptPageProps) {
  const [loaded, reload] = useLoaded(id, (signal) => getConcept(id ?? "", signal));
  const [saved, setSaved] = useState<ConceptView>();
  const error: unknown = loaded.is === "failed" ? loaded.error : undefined;
  if (id !== undefined && error instanceof ApiProblem && error.body.code === "not-found")
    return <GoneConcept id={id} onChange={reload} problem={error} />;
  const concept = newest(loaded.value, saved);
  return (
    <>
      {error !== undefined && (
        <ProblemNotice error={error}>
          <button type="button" onClick={reload}>
            {t("again")}
          </button>
        </ProblemNotice>
      )}
      {id === undefined || concept ? (
        <ConceptForm
          concept={concept}
          terms={terms}
          onSaved={(answer) => {
            setSaved(answer);
            if (id === undefined) onMade(answer.id);
            else reload();
          }}
          onChange={reload}
        />
      ) : (
        error === undefined && <Waiting />
      )}
    </>
  );
}

/** What was saved stands until it is loaded again, with what is said about it. */
function newest(
  loaded: ConceptWithComments | undefined,
  saved: ConceptView | undefined,
): ConceptWithComments | undefined {
  if (saved === undefined || (loaded !== undefined && loaded.version >= saved.version)) return loaded;
  const nothing = { comments: [], open: false, related: [], createdBy: saved.updatedBy };
  const { comments, open, related, createdBy } = loaded ?? nothing;
  return { ...saved, comments, open, related, createdBy };
}

interface GoneConceptProps {
  readonly id: string;
  readonly problem: ApiProblem;
  readonly onChange: () => void;
}

/** A concept that is gone, or never was there: its history, and the way back. */
function GoneConcept({ id, problem, onChange }: GoneConceptProps) {
  return (
    <section class="screen concept">
      <p>
        <a href="/glossary">
          <Icon name="back" /> {t("nav.glossary")}
        </a>
      </p>
      <ProblemNotice error={problem} />
      <ConceptHistory id={id} version={undefined} onChange={onChange} />
    </section>
  );
}
