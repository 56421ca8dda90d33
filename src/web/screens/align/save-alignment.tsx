import { useId, useState } from "preact/hooks";
import { type Alignment, getCollections, saveAlignment } from "../../api/resources.ts";
import { CollectionField, usualCollection } from "../../components/collection-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatPercent, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { documentAddress, go } from "../../router.ts";

interface SaveAlignmentProps extends Pick<Alignment, "segments" | "beads"> {
  readonly threshold: number;
  /** The collection whose memory helped to align. */
  readonly collection: string | undefined;
}

/** Title and collection of the document that the reviewed alignment becomes. */
export function SaveAlignment({ segments, beads, threshold, collection }: SaveAlignmentProps) {
  const [title, setTitle] = useState("");
  const [chosen, setChosen] = useState(collection);
  const [collections] = useLoaded("collections", getCollections);
  const known = collections.value ?? [];
  const goal = chosen ?? usualCollection(known);
  const id = useId();
  const saving = useAction(async () => {
    if (goal === undefined) return;
    const named = title.trim() === "" ? {} : { title: title.trim() };
    const { document } = await saveAlignment(goal, { segments, beads, threshold, ...named });
    announce(t("save.done"));
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
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
        </p>
        <CollectionField
          label={t("import.collection")}
          value={goal}
          collections={known}
          onChange={setChosen}
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
