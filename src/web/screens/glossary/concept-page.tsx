import { getConcept } from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { useLoaded } from "../../loading.ts";
import type { Beginning } from "./concept-draft.ts";
import { ConceptForm } from "./concept-form.tsx";

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
  return (
    <LoadedView of={loaded} reload={reload}>
      {(concept) => <ConceptForm key={concept.version} concept={concept} onChange={reload} />}
    </LoadedView>
  );
}
