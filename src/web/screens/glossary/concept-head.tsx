import { htmlLanguage } from "../../../domain/language.ts";
import { type ConceptWithComments, getFindings } from "../../api/resources.ts";
import { formatAgo, language, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { address } from "../../router.ts";
import { useMay } from "../../session.ts";
import { citedText } from "../../text/cited.ts";
import type { EditedConcept } from "./concept-draft.ts";

interface ConceptHeadProps {
  /** `undefined` for a new concept. */
  readonly concept: ConceptWithComments | undefined;
  readonly edited: EditedConcept;
}

/** The name of a concept, who changed it last, and how many findings it has. */
export function ConceptHead({ concept, edited }: ConceptHeadProps) {
  const named = edited.terms.filter(({ text }) => text.trim() !== "");
  const title = named.find((term) => term.language === language.get()) ?? named[0];
  return (
    <header class="screen-head">
      <h1 {...(title && { lang: htmlLanguage(title.language) })}>
        {title ? citedText(title) : t("concept.new")}
      </h1>
      {concept && (
        <p class="muted">
          <code>{concept.id}</code> ·{" "}
          {t("unit.by", { author: concept.updatedBy, when: formatAgo(concept.updated) })}
          <ConceptFindings id={concept.id} />
          <ReplaceTerms concept={concept} />
        </p>
      )}
    </header>
  );
}

/** The number of open findings of a concept, with the way to them. */
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

/** The way to the replacement of terms that may not be used, for a concept that has one. */
function ReplaceTerms({ concept }: { concept: ConceptWithComments }) {
  const mayTranslate = useMay("translate");
  const hasOld = concept.terms.some(
    ({ forbidden, administrativeStatus: status }) =>
      forbidden || status === "deprecated" || status === "superseded",
  );
  if (!mayTranslate || !hasOld) return null;
  return (
    <>
      {" · "}
      <a href={address("/upkeep", { concept: concept.id })}>{t("concept.replace")}</a>
    </>
  );
}
