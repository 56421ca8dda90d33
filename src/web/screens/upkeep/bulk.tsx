import { useState } from "preact/hooks";
import type { State } from "../../../domain/unit.ts";
import { deleteUnits, getCollections, type Report, setStates } from "../../api/resources.ts";
import { CollectionField } from "../../components/collection-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { CountBadges } from "../../components/report-view.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { useMay } from "../../session.ts";
import { DoneNotice } from "../../components/done-notice.tsx";
import { EVERYTHING, type SelectionDraft, sentSelection } from "./selection.ts";
import { SelectionFields } from "./selection-fields.tsx";
import { StateField } from "./state-field.tsx";

/** States and deletion of all units of a selection, counted before they are changed. */
export function Bulk() {
  const [selection, setSelection] = useState<SelectionDraft>(EVERYTHING);
  const [state, setState] = useState<State>();
  const [preview, setPreview] = useState<Report>();
  const [done, setDone] = useState<Report>();
  const mayDelete = useMay("review");
  const [collections] = useLoaded("collections", getCollections);
  const query = () => ({ ...sentSelection(selection), collections: [selection.collection ?? ""] });
  const change = (isDryRun: boolean) =>
    state === undefined ? deleteUnits(query(), isDryRun) : setStates(query(), state, isDryRun);
  const looking = useAction(async () => {
    setDone(undefined);
    setPreview(await change(true));
  });
  const changing = useAction(async () => {
    const report = await change(false);
    announce(t("upkeep.bulkDone"));
    setPreview(undefined);
    setDone(report);
  });
  const count = (preview?.counts.changed ?? 0) + (preview?.counts.removed ?? 0);
  const amend = (changes: Partial<SelectionDraft>) => {
    setSelection({ ...selection, ...changes });
    setPreview(undefined);
  };
  return (
    <>
      <form
        class="form card upkeep-form"
        onSubmit={(event) => {
          event.preventDefault();
          looking.run();
        }}
      >
        <p class="muted">{t("upkeep.bulkLead")}</p>
        <div class="fields">
          <CollectionField
            label={t("concordance.collection")}
            value={selection.collection}
            none={t("upkeep.choose")}
            collections={collections.value ?? []}
            onChange={(collection) => amend({ collection, document: undefined })}
          />
          <StateField
            label={t("upkeep.bulkState")}
            value={state}
            none={t(mayDelete ? "upkeep.delete" : "upkeep.choose")}
            onChange={(chosen) => {
              setState(chosen);
              setPreview(undefined);
            }}
          />
        </div>
        <SelectionFields value={selection} onChange={amend} isCollectionFixed />
        <ProblemNotice error={looking.error ?? changing.error} />
        <p class="actions">
          <button
            class="primary"
            disabled={
              looking.busy || selection.collection === undefined || (state === undefined && !mayDelete)
            }
          >
            {t("upkeep.count")}
          </button>
        </p>
      </form>
      {preview && (
        <section class="card">
          <p role="status">
            <CountBadges counts={preview.counts} />
          </p>
          <p class="actions">
            <button
              type="button"
              class={state === undefined ? "danger" : "primary"}
              disabled={changing.busy || count === 0}
              onClick={() => changing.run()}
            >
              {t(state === undefined ? "upkeep.deleteThem" : "upkeep.setThem", { count })}
            </button>
          </p>
        </section>
      )}
      {done && <DoneNotice report={done} text={t("upkeep.bulkDone")} />}
    </>
  );
}
