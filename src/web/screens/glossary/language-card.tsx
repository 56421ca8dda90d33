import { useId } from "preact/hooks";
import { ADMINISTRATIVE_STATUSES } from "../../../domain/concept.ts";
import { htmlLanguage, type Language } from "../../../domain/language.ts";
import type { SimilarConcept } from "../../api/resources.ts";
import { Icon } from "../../components/icons.tsx";
import { languageName, t } from "../../i18n.ts";
import { type ConceptEdit, currentForms, type EditedConcept, type EditedTerm } from "./concept-draft.ts";
import { SimilarNotice } from "./similar-concepts.tsx";
import { TermDetailFields } from "./term-details.tsx";

interface LanguageCardProps {
  readonly language: Language;
  readonly edited: EditedConcept;
  /** Other concepts with terms like the ones that are typed. */
  readonly similar: readonly SimilarConcept[];
  readonly mayEdit: boolean;
  readonly onEdit: (change: ConceptEdit) => void;
}

/** The terms and the definition of a concept in one language. */
export function LanguageCard({ language, edited, similar, mayEdit, onEdit }: LanguageCardProps) {
  const id = useId();
  const definition = edited.definitions[language];
  return (
    <fieldset class="card language-card" disabled={!mayEdit}>
      <legend>{languageName(language)}</legend>
      {edited.terms
        .filter((term) => term.language === language)
        .map((term, at) => (
          <TermFields
            key={term.key}
            term={term}
            similar={similar.filter((one) => one.language === language && one.term === term.text.trim())}
            number={at + 1}
            mayEdit={mayEdit}
            onEdit={onEdit}
          />
        ))}
      {mayEdit && (
        <p>
          <button
            type="button"
            class="quiet"
            onClick={() => onEdit({ edit: "addTerm", language })}
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
          lang={htmlLanguage(language)}
          rows={3}
          value={definition.text}
          onInput={(event) =>
            onEdit({ edit: "definition", language, part: { text: event.currentTarget.value } })
          }
        />
      </p>
      <p class="field">
        <label for={`${id}-source`}>{t("concept.source")}</label>
        <input
          id={`${id}-source`}
          value={definition.source}
          maxLength={500}
          onInput={(event) =>
            onEdit({ edit: "definition", language, part: { source: event.currentTarget.value } })
          }
        />
      </p>
    </fieldset>
  );
}

interface TermFieldsProps {
  readonly term: EditedTerm;
  readonly similar: readonly SimilarConcept[];
  /** Number of the term among those of its language, from 1. */
  readonly number: number;
  readonly mayEdit: boolean;
  readonly onEdit: (change: ConceptEdit) => void;
}

/** One term: text, status, and, folded away, its forms, the expressions in which it does not count, and details. */
function TermFields({ term, similar, number, mayEdit, onEdit }: TermFieldsProps) {
  const id = useId();
  const { key, text, status, forbidden, forms, notInside, stored, language } = term;
  const lang = htmlLanguage(language);
  const storedForms = currentForms(stored?.forms);
  const amend = (part: Partial<Omit<EditedTerm, "key">>) => onEdit({ edit: "term", key, part });
  return (
    <div class="term-edit">
      <p class="field">
        <label for={id}>{t("term.number", { number })}</label>
        <input
          id={id}
          lang={lang}
          value={text}
          maxLength={500}
          onInput={(event) => amend({ text: event.currentTarget.value })}
        />
      </p>
      <SimilarNotice of={similar} />
      <div class="term-status">
        <select
          aria-label={t("term.statusOf", { term: text })}
          value={status}
          onChange={(event) => {
            const { value } = event.currentTarget;
            amend({ status: ADMINISTRATIVE_STATUSES.find((one) => one === value) ?? "preferred" });
          }}
        >
          {ADMINISTRATIVE_STATUSES.map((one) => (
            <option value={one}>{t(`term.status.${one}`)}</option>
          ))}
        </select>
        <label class="check">
          <input
            type="checkbox"
            checked={forbidden}
            onChange={(event) => amend({ forbidden: event.currentTarget.checked })}
          />
          {t("term.forbidden")}
        </label>
        {mayEdit && (
          <button
            type="button"
            class="quiet icon-only"
            onClick={() => onEdit({ edit: "removeTerm", key })}
            aria-label={t("term.remove", { term: text })}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      <details>
        <summary>{t("term.forms", { count: storedForms.length })}</summary>
        <p class="field">
          <label for={`${id}-forms`}>{t("term.formsHint")}</label>
          <textarea
            id={`${id}-forms`}
            lang={lang}
            rows={6}
            value={forms ?? storedForms.join("\n")}
            onInput={(event) => amend({ forms: event.currentTarget.value })}
          />
        </p>
        <p class="field">
          <label for={`${id}-inside`}>{t("term.notInside")}</label>
          <textarea
            id={`${id}-inside`}
            lang={lang}
            rows={2}
            value={notInside}
            onInput={(event) => amend({ notInside: event.currentTarget.value })}
          />
        </p>
      </details>
      <TermDetailFields term={term} onEdit={(details) => amend({ details })} />
    </div>
  );
}
