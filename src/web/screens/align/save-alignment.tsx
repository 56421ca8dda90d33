import { useId } from "preact/hooks";
import { getCollections, saveAlignment } from "../../api/resources.ts";
import { CollectionField, usualCollection } from "../../components/collection-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatPercent, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { documentAddress, go } from "../../router.ts";
import type { AlignmentInput, KeptReview } from "./kept-alignment.ts";

interface SaveAlignmentProps {
  readonly kept: KeptReview;
  /** Files that the texts came from. */
  readonly files: AlignmentInput["files"];
  readonly onChange: (change: Pick<KeptReview, "title"> | Pick<KeptReview, "collection">) => void;
  readonly onSaved: () => void;
}

/** Title and collection of the document that the reviewed alignment becomes. */
export function SaveAlignment({ kept, files, onChange, onSaved }: SaveAlignmentProps) {
  const { title, collection } = kept;
  const { beads, threshold } = kept.state;
  const { segments } = kept.alignment;
  const [collections] = useLoaded("collections", getCollections);
  const known = collections.value ?? [];
  const goal = collection ?? usualCollection(known);
  const id = useId();
  const saving = useAction(async () => {
    if (goal === undefined) return;
    const named = title.trim() === "" ? {} : { title: title.trim() };
    const { document } = await saveAlignment(goal, { segments, beads, threshold, ...named }, files);
    announce(t("save.done"));
    onSaved();
    go(documentAddress(document.id));
  });
  return (
    <form
      class="card align-save"
      onSubmit={(event) => {
        event.preventDefault();
        saving.run();
      }}
    >
      <div class="filters">
        <p>
          <label for={`${id}-title`}>{t("import.documentTitle")}</label>
          <input
            id={`${id}-title`}
            value={title}
            maxLength={200}
            required
            onInput={(event) => onChange({ title: event.currentTarget.value })}
          />
        </p>
        <CollectionField
          label={t("import.collection")}
          value={goal}
          collections={known}
          onChange={(chosen) => onChange({ collection: chosen })}
        />
        <button class="primary" disabled={saving.busy || goal === undefined}>
          {t("align.save")}
        </button>
      </div>
      <p class="muted">{t("align.saveHint", { share: formatPercent(threshold) })}</p>
      <ProblemNotice error={saving.error} />
    </form>
  );
}
