import { useId } from "preact/hooks";
import type { ConceptWithComments } from "../../api/resources.ts";
import { t } from "../../i18n.ts";
import { Thread } from "../questions/thread.tsx";
import { ConceptHistory } from "./concept-history.tsx";

/** What was said about a concept, and its history. */
export function ConceptTalk({ concept, onChange }: { concept: ConceptWithComments; onChange: () => void }) {
  const id = useId();
  return (
    <div class="columns talk">
      <section class="card" aria-labelledby={`${id}-comments`}>
        <h2 id={`${id}-comments`}>{t("concept.comments")}</h2>
        <Thread about={{ concept: concept.id }} collection={null} />
      </section>
      <ConceptHistory
        id={concept.id}
        version={concept.version}
        related={concept.related}
        onChange={onChange}
      />
    </div>
  );
}
