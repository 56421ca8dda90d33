import { useEffect, useState } from "preact/hooks";
import { LANGUAGES } from "../../../domain/language.ts";
import { QUESTION_PARTS, type QuestionPart } from "../../../domain/question.ts";
import { type Collection, getCollections, getQuestions, type QuestionSummary } from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { CollectionField } from "../../components/collection-field.tsx";
import { PagedView } from "../../components/paged-view.tsx";
import { formatAgo, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { usePages } from "../../paging.ts";
import { questionsTurn } from "../../questions-turn.ts";
import { address, amendQuery, documentAddress, place } from "../../router.ts";
import { remember } from "../../settings.ts";
import { useStore } from "../../store.ts";
import { ShownText } from "../../text/shown-text.tsx";
import { Thread } from "./thread.tsx";

const PAGE = 30;
const STATES = ["open", "resolved"] as const;

/** All questions about units and concepts, newest talk first. */
export function Questions() {
  const { query } = useStore(place);
  const part = QUESTION_PARTS.find((one) => one === query.get("part"));
  const state =
    query.get("state") === "all" ? undefined : (STATES.find((one) => one === query.get("state")) ?? "open");
  const collection = query.get("collection") ?? undefined;
  const [collections] = useLoaded("collections", getCollections);
  const pages = usePages(`questions ${part} ${state} ${collection}`, (after) =>
    getQuestions(
      { part, collection, open: state === undefined ? undefined : state === "open" },
      {
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      },
    ),
  );
  const turn = useStore(questionsTurn);
  const [seen] = useState(turn);
  useEffect(() => {
    if (turn !== seen) pages.refresh();
  }, [turn]);
  return (
    <section class="screen">
      <h1>{t("nav.questions")}</h1>
      <Filters part={part} state={state} collection={collection} collections={collections.value ?? []} />
      <PagedView of={pages}>
        {(_, all) => {
          const items = all.flatMap((page) => page.items);
          if (items.length === 0)
            return (
              <div class="empty card">
                <h2>{t("question.noneTitle")}</h2>
                <p>{t("question.noneText")}</p>
              </div>
            );
          return (
            <ul class="question-list">
              {items.map((question) => (
                <QuestionCard key={question.id} question={question} />
              ))}
            </ul>
          );
        }}
      </PagedView>
    </section>
  );
}

interface FiltersProps {
  readonly part: QuestionPart | undefined;
  readonly state: (typeof STATES)[number] | undefined;
  readonly collection: string | undefined;
  readonly collections: readonly Collection[];
}

function Filters({ part, state, collection, collections }: FiltersProps) {
  return (
    <div class="filters">
      <ChoiceField
        label={t("question.which")}
        value={part}
        none={t("question.part.all")}
        choices={QUESTION_PARTS.map((value) => ({ value, text: t(`question.part.${value}`) }))}
        onChange={(chosen) => amendQuery({ part: chosen })}
      />
      <ChoiceField
        label={t("filter.state")}
        value={state}
        none={t("question.anyState")}
        choices={STATES.map((value) => ({ value, text: t(`question.${value}`) }))}
        onChange={(chosen) => amendQuery({ state: chosen === "open" ? undefined : (chosen ?? "all") })}
      />
      <CollectionField
        label={t("question.collection")}
        value={collection}
        none={t("question.anyCollection")}
        collections={collections}
        onChange={(chosen) => amendQuery({ collection: chosen })}
      />
    </div>
  );
}

function QuestionCard({ question }: { question: QuestionSummary }) {
  const [isOpen, setOpen] = useState(false);
  const { unit, concept, first, last, count, open } = question;
  const about = unit ? { unit: unit.id } : { concept: concept?.id ?? "" };
  return (
    <li class="card question-card">
      <h2>
        {unit ? (
          <a
            href={documentAddress(unit.document, { unit: unit.id })}
            // The desk opens with what was said.
            onClick={() => remember("help", "questions")}
          >
            {unit.title}
          </a>
        ) : (
          <a href={address("/glossary", { concept: concept?.id })}>{concept?.name}</a>
        )}
        {unit && <code>{unit.key}</code>}
        <span class={`badge ${open ? "warning" : "reviewed"}`}>
          {t(open ? "question.open" : "question.resolved")}
        </span>
      </h2>
      {unit && (
        <div class="question-texts">
          {LANGUAGES.map(
            (language) =>
              unit.texts[language] !== undefined && (
                <p key={language}>
                  <ShownText language={language} content={unit.texts[language] ?? ""} />
                </p>
              ),
          )}
        </div>
      )}
      {!isOpen && (
        <div class="question-talk">
          {[first, ...(count > 1 ? [last] : [])].map(
            (comment) =>
              comment !== null && (
                <p key={comment.id}>
                  <strong>{comment.author}</strong> <span class="muted">{formatAgo(comment.time)}</span>
                  <span class="comment shortened">{comment.text}</span>
                </p>
              ),
          )}
        </div>
      )}
      <p>
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t("question.close") : t("question.show", { count })}
        </button>
      </p>
      {isOpen && <Thread about={about} collection={unit?.collection ?? null} />}
    </li>
  );
}
