import { useId, useState } from "preact/hooks";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import { type CandidatePage, findCandidates, getCollections } from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { CollectionField } from "../../components/collection-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { type Done, WorkProgress } from "../../components/work-progress.tsx";
import { languageName, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { CandidateCard } from "./candidate-card.tsx";
import { type CandidateDraft, draftOf, joinDrafts } from "./candidate-draft.ts";
import { RefusedList } from "./refused-list.tsx";

const PAGE = 50;

/** What to look in, as the form holds it. */
interface Asked {
  readonly from: "stored" | "text";
  readonly collection: string | undefined;
  /** Absent: all languages together. */
  readonly language: Language | undefined;
  readonly text: string;
  readonly isOnlyNew: boolean;
  readonly least: number;
}

const BEGINNING: Asked = {
  from: "stored",
  collection: undefined,
  language: undefined,
  text: "",
  isOnlyNew: true,
  least: 1,
};

const requestOf = (asked: Asked, after: string | undefined) => ({
  ...(asked.from === "text"
    ? { texts: { [asked.language ?? "en"]: asked.text } }
    : {
        ...(asked.collection === undefined ? {} : { collection: asked.collection }),
        ...(asked.language === undefined ? {} : { languages: [asked.language] }),
      }),
  known: !asked.isOnlyNew,
  least: asked.least,
  limit: PAGE,
  ...(after === undefined ? {} : { after }),
});

/** The screen of term candidates: find them in texts, and accept, edit, join or refuse them. */
export function Candidates() {
  const [asked, setAsked] = useState(BEGINNING);
  /** What the shown list was asked with. */
  const [shown, setShown] = useState<{ readonly asked: Asked; readonly page: CandidatePage }>();
  const [drafts, setDrafts] = useState<readonly CandidateDraft[]>([]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [progress, setProgress] = useState<Done>();
  const [turn, setTurn] = useState(0);
  const finding = useAction(async (wanted: Asked, after: string | undefined) => {
    setProgress(undefined);
    const page = await findCandidates(requestOf(wanted, after), (done, of) => setProgress({ done, of }));
    setShown({ asked: wanted, page });
    setDrafts((was) => [...(after === undefined ? [] : was), ...page.candidates.map(draftOf)]);
    if (after === undefined) setChosen(new Set());
    announce(t("candidates.found", { count: page.total }));
  });
  const replace = (old: CandidateDraft, fresh: readonly CandidateDraft[]) =>
    setDrafts((was) => was.flatMap((draft) => (draft.key === old.key ? fresh : draft)));
  const collection = shown?.asked.from === "stored" ? shown.asked.collection : undefined;
  return (
    <section class="screen candidates">
      <header class="screen-head">
        <h1>{t("nav.candidates")}</h1>
      </header>
      <p class="muted">{t("candidates.lead")}</p>
      <SearchForm
        asked={asked}
        busy={finding.busy}
        onChange={(changes) => setAsked((was) => ({ ...was, ...changes }))}
        onFind={() => finding.run(asked, undefined)}
      />
      <ProblemNotice error={finding.error} />
      {finding.busy && <WorkProgress done={progress} />}
      <RefusedList collection={collection} turn={turn} />
      {shown && (
        <p role="status">
          {shown.page.total === 0 ? t("candidates.none") : t("candidates.found", { count: shown.page.total })}
        </p>
      )}
      {chosen.size > 1 && (
        <p class="actions candidates-joining">
          <button
            type="button"
            class="primary"
            onClick={() => {
              setDrafts((was) => joinDrafts(was, chosen));
              setChosen(new Set());
            }}
          >
            {t("candidates.join", { count: chosen.size })}
          </button>
        </p>
      )}
      <ul class="plain">
        {drafts.map((draft) => (
          <li key={draft.key}>
            <CandidateCard
              draft={draft}
              collection={collection}
              isChosen={chosen.has(draft.key)}
              onChoose={(isIn) =>
                setChosen(
                  (was) => new Set(isIn ? [...was, draft.key] : [...was].filter((key) => key !== draft.key)),
                )
              }
              onEdit={(edited) => replace(draft, [edited])}
              onSeparate={(separate) => replace(draft, separate)}
              onRefusal={() => setTurn((last) => last + 1)}
            />
          </li>
        ))}
      </ul>
      {shown !== undefined && shown.page.next !== null && (
        <p class="show-more">
          <button
            type="button"
            disabled={finding.busy}
            onClick={() => finding.run(shown.asked, shown.page.next ?? undefined)}
          >
            {t("showMore")}
          </button>
        </p>
      )}
    </section>
  );
}

interface SearchFormProps {
  readonly asked: Asked;
  readonly busy: boolean;
  readonly onChange: (changes: Partial<Asked>) => void;
  readonly onFind: () => void;
}

function SearchForm({ asked, busy, onChange, onFind }: SearchFormProps) {
  const [collections] = useLoaded("collections", getCollections);
  const text = useId();
  const isText = asked.from === "text";
  return (
    <form
      class="form card candidates-form"
      onSubmit={(event) => {
        event.preventDefault();
        onFind();
      }}
    >
      <div class="segmented" role="group" aria-label={t("candidates.from")}>
        {(["stored", "text"] as const).map((from) => (
          <button
            key={from}
            type="button"
            aria-pressed={asked.from === from}
            onClick={() =>
              onChange({ from, ...(from === "text" ? { language: asked.language ?? "en" } : {}) })
            }
          >
            {t(`candidates.sources.${from}`)}
          </button>
        ))}
      </div>
      <div class="fields">
        {!isText && (
          <CollectionField
            label={t("concordance.collection")}
            value={asked.collection}
            none={t("concordance.collections")}
            collections={collections.value ?? []}
            onChange={(collection) => onChange({ collection })}
          />
        )}
        <ChoiceField
          label={t("candidates.languages")}
          value={asked.language}
          {...(isText ? {} : { none: t("candidates.allTogether") })}
          choices={LANGUAGES.map((language) => ({ value: language, text: languageName(language) }))}
          onChange={(language) => onChange({ language })}
        />
        <ChoiceField
          label={t("candidates.least")}
          value={asked.least}
          choices={[1, 2, 3, 5, 10].map((value) => ({ value, text: String(value) }))}
          onChange={(least) => onChange({ least: least ?? 1 })}
        />
      </div>
      {isText && (
        <p>
          <label for={text}>{t("candidates.text")}</label>
          <textarea
            id={text}
            rows={8}
            value={asked.text}
            onInput={(event) => onChange({ text: event.currentTarget.value })}
          />
        </p>
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={asked.isOnlyNew}
          onChange={(event) => onChange({ isOnlyNew: event.currentTarget.checked })}
        />
        {t("candidates.onlyNew")}
      </label>
      <p class="actions">
        <button class="primary" disabled={busy || (isText && asked.text.trim() === "")}>
          {t("candidates.find")}
        </button>
      </p>
    </form>
  );
}
