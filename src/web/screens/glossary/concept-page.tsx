import { ApiProblem } from "../../api/client.ts";
import { getConcept } from "../../api/resources.ts";
import { Icon } from "../../components/icons.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
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
}

/** One concept: its terms in three languages, and what a change of it would do. */
export function ConceptPage({ id, terms = {} }: ConceptPageProps) {
  const [loaded, reload] = useLoaded(id, (signal) => getConcept(id ?? "", signal));
  if (id === undefined) return <ConceptForm concept={undefined} terms={terms} />;
  const error: unknown = loaded.is === "failed" ? loaded.error : undefined;
  if (error instanceof ApiProblem && error.body.code === "not-found")
    return <GoneConcept id={id} onChange={reload} problem={error} />;
  return (
    <LoadedView of={loaded} reload={reload}>
      {(concept) => <ConceptForm key={concept.version} concept={concept} onChange={reload} />}
    </LoadedView>
  );
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
