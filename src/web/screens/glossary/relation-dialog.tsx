import { useState } from "preact/hooks";
import { type Relation, RELATION_TYPES, type RelationType } from "../../../domain/concept.ts";
import type { ConceptView } from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { t } from "../../i18n.ts";
import { ConceptChoice } from "./concept-choice.tsx";

interface RelationDialogProps {
  /** Id of the concept that gets the relation; `undefined` for a new one. */
  readonly of: string | undefined;
  readonly onClose: () => void;
  readonly onChoose: (relation: Relation) => void;
}

/** Finds another concept and tells how it relates to this one. The relation is stored with the concept. */
export function RelationDialog({ of, onClose, onChoose }: RelationDialogProps) {
  const [type, setType] = useState<RelationType>("broader");
  const [to, setTo] = useState<ConceptView>();
  return (
    <Dialog title={t("concept.relate")} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (to) onChoose({ type, concept: to.id });
        }}
      >
        <ConceptChoice label={t("concept.relateFind")} except={of} chosen={to} onChoose={setTo} />
        <ChoiceField
          label={t("concept.relationType")}
          value={type}
          choices={RELATION_TYPES.map((value) => ({ value, text: t(`concept.relations.${value}`) }))}
          onChange={(value) => value && setType(value)}
        />
        <DialogActions label={t("concept.relateDo")} disabled={!to} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
