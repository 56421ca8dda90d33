import { findSimilarConcepts, type SimilarConcept } from "../../api/resources.ts";
import { t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { address } from "../../router.ts";
import { useSettled } from "../../settled.ts";
import type { EditedTerm } from "./concept-draft.ts";

/** Pause in typing after which like terms are looked for, in milliseconds. */
const PAUSE = 400;

/**
 * Other concepts with terms like the ones that are typed. Terms that stand as they were stored are not
 * looked for.
 *
 * @param except id of the concept that the terms belong to
 */
export function useSimilarConcepts(
  terms: readonly EditedTerm[],
  except: string | undefined,
): readonly SimilarConcept[] {
  const typed = terms
    .map(({ language, text, stored }) => ({ language, text: text.trim(), was: stored?.text }))
    .filter(({ text, was }) => text !== "" && text !== was)
    .map(({ language, text }) => ({ language, text }));
  const settled = useSettled(typed, PAUSE, JSON.stringify(typed));
  const [found] = useLoaded(settled.length === 0 ? undefined : JSON.stringify(settled), (signal) =>
    findSimilarConcepts(settled, except, signal),
  );
  return settled.length === 0 ? [] : (found.value ?? []);
}

/** Says that the glossary has a term already, or one like it. */
export function SimilarNotice({ of }: { readonly of: readonly SimilarConcept[] }) {
  return (
    <div role="status">
      {of.map(({ concept, kind, name }) => (
        <p key={concept} class="notice warning">
          {t(kind === "same" ? "concept.similarSame" : "concept.similarNear")}{" "}
          <a href={address("/glossary", { concept })}>{name}</a>
        </p>
      ))}
    </div>
  );
}
