import { useState } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import {
  type DuplicateGroup,
  type DuplicateKind,
  getCollections,
  getDuplicates,
  type Report,
} from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { CollectionField } from "../../components/collection-field.tsx";
import { DirectionFields } from "../../components/direction-fields.tsx";
import { PagedView } from "../../components/paged-view.tsx";
import { t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { usePages } from "../../paging.ts";
import { DoneNotice } from "../../components/done-notice.tsx";
import { DuplicateCard } from "./duplicate-card.tsx";

const KINDS: readonly DuplicateKind[] = ["targets", "pairs", "sources", "near"];
const PAGE = 20;

/** Units that repeat or contradict each other, in groups to be merged, deleted or marked as meant. */
export function Duplicates() {
  const [source, setSource] = useState<Language>("en");
  const [target, setTarget] = useState<Language>("ru");
  const [kind, setKind] = useState<DuplicateKind>("targets");
  const [collection, setCollection] = useState<string>();
  const [isMeantShown, setMeantShown] = useState(false);
  const [done, setDone] = useState<Report>();
  const [collections] = useLoaded("collections", getCollections);
  const asked = { kind, source, target, collection, meant: isMeantShown };
  const pages = usePages(source === target ? undefined : JSON.stringify(asked), (after, signal) =>
    getDuplicates(asked, { limit: PAGE, ...(after === undefined ? {} : { after }) }, signal),
  );
  const onChange = (report?: Report) => {
    setDone(report);
    pages.refresh();
  };
  return (
    <>
      <div class="form card upkeep-form">
        <div class="fields">
          <ChoiceField
            label={t("upkeep.duplicates.kind")}
            value={kind}
            choices={KINDS.map((one) => ({ value: one, text: t(`upkeep.duplicates.kinds.${one}`) }))}
            onChange={(chosen) => chosen && setKind(chosen)}
          />
          <CollectionField
            label={t("concordance.collection")}
            value={collection}
            none={t("concordance.collections")}
            collections={collections.value ?? []}
            onChange={setCollection}
          />
        </div>
        <DirectionFields source={source} target={target} onSource={setSource} onTarget={setTarget} />
        <label class="radio">
          <input
            type="checkbox"
            checked={isMeantShown}
            onChange={(event) => setMeantShown(event.currentTarget.checked)}
          />
          {t("upkeep.duplicates.withMeant")}
        </label>
      </div>
      {done && (
        <DoneNotice key={done.import} report={done} text={t("upkeep.bulkDone")} onUndone={pages.refresh} />
      )}
      <PagedView of={pages}>
        {(_, all) => {
          const groups: readonly DuplicateGroup[] = all.flatMap(({ items }) => items);
          return groups.length === 0 ? (
            <p class="empty card">{t("upkeep.duplicates.none")}</p>
          ) : (
            <ul class="plain">
              {groups.map((group) => (
                <li key={group.fingerprint}>
                  <DuplicateCard group={group} source={source} target={target} onChange={onChange} />
                </li>
              ))}
            </ul>
          );
        }}
      </PagedView>
    </>
  );
}
