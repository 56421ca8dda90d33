import { useId } from "preact/hooks";
import { CONCEPT_STATUSES } from "../../../domain/concept.ts";
import { t } from "../../i18n.ts";
import type { ConceptEdit, EditedConcept } from "./concept-draft.ts";

interface ConceptFieldsProps {
  readonly edited: EditedConcept;
  readonly mayEdit: boolean;
  /** Whether this person may approve concepts; others only see the status. */
  readonly decides: boolean;
  readonly onEdit: (change: ConceptEdit) => void;
}

/** What a concept has once for all languages: subject, source, status, and how the checks treat it. */
export function ConceptFields({ edited, mayEdit, decides, onEdit }: ConceptFieldsProps) {
  const id = useId();
  const amend = (part: Partial<EditedConcept>) => onEdit({ edit: "concept", part });
  return (
    <fieldset class="plain" disabled={!mayEdit}>
      <legend class="unseen">{t("concept.about")}</legend>
      <div class="filters">
        <p>
          <label for={`${id}-domain`}>{t("concept.domain")}</label>
          <input
            id={`${id}-domain`}
            value={edited.domain}
            maxLength={500}
            onInput={(event) => amend({ domain: event.currentTarget.value })}
          />
        </p>
        <p>
          <label for={`${id}-source`}>{t("concept.conceptSource")}</label>
          <input
            id={`${id}-source`}
            value={edited.source}
            maxLength={500}
            onInput={(event) => amend({ source: event.currentTarget.value })}
          />
        </p>
        <p>
          <label for={`${id}-status`}>{t("concept.status")}</label>
          <select
            id={`${id}-status`}
            value={edited.status}
            disabled={!decides}
            onChange={(event) => {
              const { value } = event.currentTarget;
              amend({ status: CONCEPT_STATUSES.find((one) => one === value) ?? "approved" });
            }}
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
            onChange={(event) => amend({ mandatory: event.currentTarget.checked })}
          />
          {t("concept.mandatory")}
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={edited.nested}
            onChange={(event) => amend({ nested: event.currentTarget.checked })}
          />
          {t("concept.nested")}
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={edited.doNotTranslate}
            onChange={(event) => amend({ doNotTranslate: event.currentTarget.checked })}
          />
          {t("concept.doNotTranslate")}
        </label>
      </div>
    </fieldset>
  );
}
