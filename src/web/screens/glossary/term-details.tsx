import { useId } from "preact/hooks";
import {
  GENDERS,
  GRAMMATICAL_NUMBERS,
  PARTS_OF_SPEECH,
  REGISTERS,
  TERM_TYPES,
} from "../../../domain/concept.ts";
import { htmlLanguage, type Language } from "../../../domain/language.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { t } from "../../i18n.ts";
import { type EditedTerm, notesText, type TermDetails } from "./concept-draft.ts";

/** Details that are chosen from a list, and their values. */
export const DETAIL_CHOICES = {
  partOfSpeech: PARTS_OF_SPEECH,
  gender: GENDERS,
  grammaticalNumber: GRAMMATICAL_NUMBERS,
  type: TERM_TYPES,
  register: REGISTERS,
} as const;
type ChosenDetail = keyof typeof DETAIL_CHOICES;

const CHOSEN: readonly ChosenDetail[] = ["partOfSpeech", "gender", "grammaticalNumber", "type", "register"];

/** What the words of a language do not have. */
const ABSENT: { readonly [language in Language]: readonly ChosenDetail[] } = {
  en: ["gender"],
  ru: [],
  zh: ["gender", "grammaticalNumber"],
};

interface TermDetailFieldsProps {
  readonly term: EditedTerm;
  readonly onEdit: (details: TermDetails) => void;
}

/** Folded away: grammar, use, source and validity of a term. The folded line tells what is chosen. */
export function TermDetailFields({ term, onEdit }: TermDetailFieldsProps) {
  const valueOf = (detail: keyof TermDetails): string => term.details[detail] ?? storedDetail(term, detail);
  const amend = (part: TermDetails) => onEdit({ ...term.details, ...part });
  // A value that a file brought in is shown in any language, so that it can be taken away.
  const shown = CHOSEN.filter((one) => !ABSENT[term.language].includes(one) || valueOf(one) !== "");
  const summary = shown.flatMap((one) =>
    valueOf(one) === "" ? [] : [t(`term.values.${one}.${valueOf(one)}`)],
  );
  return (
    <details>
      <summary>
        {t("term.more")}
        {summary.length > 0 && `: ${summary.join(" · ")}`}
      </summary>
      <div class="term-details">
        {shown.map((detail) => (
          <ChoiceField<string>
            key={detail}
            label={t(`term.parts.${detail}`)}
            value={valueOf(detail)}
            none={t("term.notSaid")}
            choices={DETAIL_CHOICES[detail].map((value) => ({
              value,
              text: t(`term.values.${detail}.${value}`),
            }))}
            onChange={(value) => amend({ [detail]: value ?? "" })}
          />
        ))}
        <ChoiceField<"yes" | "no">
          label={t("term.parts.caseSensitive")}
          value={CASE_CHOICES.find((one) => one === valueOf("caseSensitive"))}
          none={t("term.notSaid")}
          choices={CASE_CHOICES.map((value) => ({ value, text: t(`term.values.caseSensitive.${value}`) }))}
          onChange={(value) => amend({ caseSensitive: value ?? "" })}
        />
        <TextDetail detail="region" {...{ term, valueOf, amend }} />
        <TextDetail detail="institution" {...{ term, valueOf, amend }} />
        <TextDetail detail="usageNote" kind="paragraph" {...{ term, valueOf, amend }} />
        <TextDetail detail="citation" kind="paragraph" {...{ term, valueOf, amend }} />
        <TextDetail detail="notes" kind="paragraph" {...{ term, valueOf, amend }} />
        <TextDetail detail="validFrom" kind="day" {...{ term, valueOf, amend }} />
        <TextDetail detail="validUntil" kind="day" {...{ term, valueOf, amend }} />
      </div>
    </details>
  );
}

const CASE_CHOICES = ["yes", "no"] as const;

/** A detail of the stored term, as its field shows it. */
function storedDetail({ stored }: EditedTerm, detail: keyof TermDetails): string {
  if (detail === "notes") return notesText(stored?.notes);
  if (detail !== "caseSensitive") return stored?.[detail] ?? "";
  return stored?.caseSensitive === undefined ? "" : stored.caseSensitive ? "yes" : "no";
}

interface TextDetailProps {
  readonly detail: Exclude<keyof TermDetails, ChosenDetail | "caseSensitive">;
  readonly term: EditedTerm;
  readonly kind?: "line" | "paragraph" | "day";
  readonly valueOf: (detail: keyof TermDetails) => string;
  readonly amend: (part: TermDetails) => void;
}

/** A detail that is written. */
function TextDetail({ detail, term, kind = "line", valueOf, amend }: TextDetailProps) {
  const id = useId();
  const field = {
    id,
    value: valueOf(detail),
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) =>
      amend({ [detail]: currentTarget.value }),
  };
  return (
    <p class={kind === "paragraph" ? "whole-row" : ""}>
      <label for={id}>{t(`term.parts.${detail}`)}</label>
      {kind === "paragraph" && (
        <textarea {...field} rows={1} maxLength={20_000} lang={htmlLanguage(term.language)} />
      )}
      {kind === "day" && (
        <input
          {...field}
          type="date"
          // The last day is not before the first one.
          min={detail === "validUntil" ? valueOf("validFrom") : undefined}
          max={detail === "validFrom" ? valueOf("validUntil") : undefined}
        />
      )}
      {kind === "line" && <input {...field} maxLength={500} />}
    </p>
  );
}
