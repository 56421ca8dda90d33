import { CHECK_IDS, type CheckId } from "../../../domain/finding.ts";
import { STATES } from "../../../domain/unit.ts";
import { getCollections, getDocuments } from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { CollectionField } from "../../components/collection-field.tsx";
import { LanguageField } from "../../components/language-field.tsx";
import { compareText, language, loadCheckTexts, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { conditionsOf, type SelectionDraft } from "./selection.ts";
import { useStore } from "../../store.ts";
import { TextField } from "./text-field.tsx";

interface SelectionFieldsProps {
  readonly value: SelectionDraft;
  /** The collection is chosen elsewhere. */
  readonly isCollectionFixed?: boolean;
  readonly onChange: (changes: Partial<SelectionDraft>) => void;
}

/** Conditions for the texts that are changed, folded away until one is set. */
export function SelectionFields({ value, isCollectionFixed = false, onChange }: SelectionFieldsProps) {
  const [collections] = useLoaded("collections", getCollections);
  const count = conditionsOf(isCollectionFixed ? { ...value, collection: undefined } : value);
  return (
    <details open={count > 0}>
      <summary>{count === 0 ? t("upkeep.everywhere") : t("upkeep.conditions", { count })}</summary>
      <div class="fields">
        {!isCollectionFixed && (
          <CollectionField
            label={t("concordance.collection")}
            value={value.collection}
            none={t("concordance.collections")}
            collections={collections.value ?? []}
            onChange={(collection) => onChange({ collection, document: undefined })}
          />
        )}
        {value.collection !== undefined && (
          <DocumentField
            collection={value.collection}
            value={value.document}
            onChange={(document) => onChange({ document })}
          />
        )}
        <LanguageField
          label={t("concordance.language")}
          value={value.language}
          none={t("concordance.all")}
          onChange={(language) => onChange({ language })}
        />
        <ChoiceField
          label={t("concordance.state")}
          value={value.state}
          none={t("concordance.states")}
          choices={STATES.map((state) => ({ value: state, text: t(`state.${state}`) }))}
          onChange={(state) => onChange({ state })}
        />
        <TextField
          label={t("concordance.author")}
          value={value.author}
          onChange={(author) => onChange({ author })}
        />
        <TextField
          label={t("concordance.from")}
          type="date"
          value={value.from}
          onChange={(from) => onChange({ from })}
        />
        <TextField
          label={t("concordance.to")}
          type="date"
          value={value.to}
          onChange={(to) => onChange({ to })}
        />
        <CheckField value={value.check} onChange={(check) => onChange({ check })} />
      </div>
    </details>
  );
}

interface DocumentFieldProps {
  readonly collection: string;
  readonly value: string | undefined;
  readonly onChange: (document: string | undefined) => void;
}

/** A choice of one document of a collection. */
function DocumentField({ collection, value, onChange }: DocumentFieldProps) {
  const [documents] = useLoaded(collection, () => getDocuments(collection));
  return (
    <ChoiceField
      label={t("upkeep.document")}
      value={value}
      none={t("upkeep.documents")}
      choices={(documents.value ?? []).map(({ id, title }) => ({ value: id, text: title }))}
      onChange={onChange}
    />
  );
}

interface CheckFieldProps {
  readonly value: CheckId | undefined;
  readonly onChange: (check: CheckId | undefined) => void;
}

/** A choice of one check by its title, in the order of titles. */
function CheckField({ value, onChange }: CheckFieldProps) {
  const shown = useStore(language);
  const [texts] = useLoaded(shown, loadCheckTexts);
  return (
    <ChoiceField
      label={t("upkeep.check")}
      value={value}
      none={t("upkeep.anyFinding")}
      choices={(texts.is === "ready" ? CHECK_IDS : [])
        .map((check) => ({ value: check, text: t(`checks:${check}.title`) }))
        .toSorted((a, b) => compareText(a.text, b.text))}
      onChange={onChange}
    />
  );
}
