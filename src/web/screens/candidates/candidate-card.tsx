import { useId, useState } from "preact/hooks";
import { htmlLanguage, type Language, LANGUAGES } from "../../../domain/language.ts";
import { type Candidate, createConcept, deleteConcept, refuseCandidate } from "../../api/resources.ts";
import { DocumentTitle } from "../../components/document-title.tsx";
import { Icon } from "../../components/icons.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatPercent, languageName, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";
import { address, documentAddress } from "../../router.ts";
import { useMay } from "../../session.ts";
import { ShownText } from "../../text/shown-text.tsx";
import {
  addTerm,
  type CandidateDraft,
  conceptOf,
  firstTerms,
  separateDraft,
  withTerm,
} from "./candidate-draft.ts";

interface CandidateCardProps {
  readonly draft: CandidateDraft;
  /** Collection in which a refusal holds; `undefined`: in all. */
  readonly collection: string | undefined;
  readonly isChosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
  readonly onEdit: (draft: CandidateDraft) => void;
  /** Gets the drafts that stand in the place of this one. */
  readonly onSeparate: (drafts: readonly CandidateDraft[]) => void;
  /** A refusal was made or taken back. */
  readonly onRefusal: () => void;
}

type Outcome =
  | { readonly is: "accepted"; readonly concept: string; readonly version: number }
  | { readonly is: "refused" };

/** One candidate with its evidence, and what can be done with it. */
export function CandidateCard(props: CandidateCardProps) {
  const { draft, collection, isChosen, onChoose, onEdit, onSeparate, onRefusal } = props;
  const [outcome, setOutcome] = useState<Outcome>();
  const mayDecide = useMay("terminology");
  const [first] = draft.candidates;
  const concept = conceptOf(draft);
  const deciding = useAction(async (act: () => Promise<Outcome | undefined>, said: string) => {
    setOutcome(await act());
    announce(said);
  });
  const refuse = async (refused: boolean): Promise<Outcome | undefined> => {
    for (const { terms } of draft.candidates)
      await refuseCandidate({ terms, refused, ...(collection === undefined ? {} : { collection }) });
    onRefusal();
    return refused ? { is: "refused" } : undefined;
  };
  const accept = async (): Promise<Outcome> => {
    const made = await createConcept(concept);
    return { is: "accepted", concept: made.id, version: made.version };
  };
  if (first === undefined) return null;
  if (outcome !== undefined)
    return (
      <section class="card candidate decided">
        <p role="status">
          <strong>{Object.values(firstTerms(draft)).join(" · ")}</strong>{" "}
          {outcome.is === "accepted" ? (
            <a href={address("/glossary", { concept: outcome.concept })}>{t("candidates.accepted")}</a>
          ) : (
            t("candidates.wasRefused")
          )}
        </p>
        <button
          type="button"
          disabled={deciding.busy}
          onClick={() =>
            deciding.run(async () => {
              if (outcome.is === "refused") return refuse(false);
              await deleteConcept(outcome.concept, outcome.version);
              return undefined;
            }, t("candidates.takenBack"))
          }
        >
          <Icon name="undo" />
          {t("candidates.takeBack")}
        </button>
        <ProblemNotice error={deciding.error} />
      </section>
    );
  return (
    <section class="card candidate">
      <div class="candidate-head">
        {mayDecide && (
          <input
            type="checkbox"
            checked={isChosen}
            aria-label={t("candidates.choose")}
            title={t("candidates.choose")}
            onChange={(event) => onChoose(event.currentTarget.checked)}
          />
        )}
        <Terms draft={draft} isEditable={mayDecide} onEdit={onEdit} />
      </div>
      <Facts draft={draft} onEdit={onEdit} mayDecide={mayDecide} />
      <Sentences candidate={first} />
      <ProblemNotice error={deciding.error} />
      {mayDecide && (
        <p class="actions">
          <button
            type="button"
            class="primary"
            disabled={deciding.busy || concept.terms.length === 0}
            onClick={() => deciding.run(accept, t("candidates.accepted"))}
          >
            {t("candidates.accept")}
          </button>
          <a class="button" href={address("/glossary", { new: "1", ...firstTerms(draft) })}>
            {t("candidates.form")}
          </a>
          <button
            type="button"
            disabled={deciding.busy}
            onClick={() => deciding.run(async () => refuse(true), t("candidates.wasRefused"))}
          >
            {t("candidates.refuse")}
          </button>
          {draft.candidates.length > 1 && (
            <button type="button" class="quiet" onClick={() => onSeparate(separateDraft(draft))}>
              {t("candidates.separate")}
            </button>
          )}
        </p>
      )}
    </section>
  );
}

interface TermsProps {
  readonly draft: CandidateDraft;
  readonly isEditable: boolean;
  readonly onEdit: (draft: CandidateDraft) => void;
}

/** The terms of a draft by language, as fields for those who may write them. */
function Terms({ draft, isEditable, onEdit }: TermsProps) {
  const id = useId();
  return (
    <dl class="candidate-terms">
      {LANGUAGES.filter((language) => isEditable || draft.terms[language].length > 0).map((language) => (
        <div key={language}>
          <dt>{languageName(language)}</dt>
          <dd lang={htmlLanguage(language)}>
            {isEditable
              ? (draft.terms[language].length === 0 ? [""] : draft.terms[language]).map((text, at) => (
                  <input
                    key={`${id}-${at}`}
                    type="text"
                    value={text}
                    maxLength={500}
                    aria-label={t("candidates.termIn", { language: languageName(language) })}
                    onInput={(event) => {
                      const typed = event.currentTarget.value;
                      onEdit(
                        draft.terms[language].length === 0
                          ? addTerm(draft, language, typed)
                          : withTerm(draft, language, at, typed),
                      );
                    }}
                  />
                ))
              : draft.terms[language].join("; ")}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface FactsProps {
  readonly draft: CandidateDraft;
  readonly mayDecide: boolean;
  readonly onEdit: (draft: CandidateDraft) => void;
}

/** Numbers of a candidate, the concept that has it already, and other translations. */
function Facts({ draft, mayDecide, onEdit }: FactsProps) {
  const frequency = Math.max(...draft.candidates.map((one) => one.frequency));
  const documents = Math.max(...draft.candidates.map((one) => one.documents));
  const [first] = draft.candidates;
  const known = draft.candidates.find(({ concept }) => concept !== undefined);
  const others = draft.candidates.flatMap(({ alternatives }) => alternatives);
  const isNew = (language: Language, text: string) => !draft.terms[language].includes(text);
  return (
    <>
      <p class="muted candidate-facts">
        <span>{t("candidates.score", { share: formatPercent(first?.score ?? 0) })}</span>
        <span>{t("candidates.frequency", { count: frequency })}</span>
        <span>{t("candidates.documents", { count: documents })}</span>
        {first?.agreement !== undefined && first.agreement > 0 && (
          <span>{t("candidates.agreement", { share: formatPercent(first.agreement) })}</span>
        )}
        {known?.concept !== undefined && (
          <a class="badge" href={address("/glossary", { concept: known.concept })}>
            {t("candidates.known")}
          </a>
        )}
        {draft.candidates.some(({ refused }) => refused) && (
          <span class="badge">{t("candidates.wasRefused")}</span>
        )}
      </p>
      {others.length > 0 && (
        <p class="candidate-others">
          <Icon name="warning" /> {t("candidates.others")}{" "}
          {others.map(({ language, text, units }) => (
            <span key={`${language} ${text}`} lang={htmlLanguage(language)}>
              {text} ({units}){" "}
              {mayDecide && isNew(language, text) && (
                <button type="button" class="quiet" onClick={() => onEdit(addTerm(draft, language, text))}>
                  {t("candidates.addOther")}
                </button>
              )}
            </span>
          ))}
        </p>
      )}
    </>
  );
}

/** The sentences that show a candidate, folded away but for the first. */
function Sentences({ candidate }: { readonly candidate: Candidate }) {
  const [first, ...more] = candidate.evidence;
  if (first === undefined) return null;
  return (
    <div class="candidate-evidence">
      <Sentence evidence={first} />
      {more.length > 0 && (
        <details>
          <summary>{t("candidates.evidence", { count: more.length })}</summary>
          {more.map((evidence, at) => (
            <Sentence key={`${evidence.unit ?? ""} ${at}`} evidence={evidence} />
          ))}
        </details>
      )}
    </div>
  );
}

function Sentence({ evidence }: { readonly evidence: Candidate["evidence"][number] }) {
  const { texts, ranges, unit, document } = evidence;
  return (
    <blockquote>
      {LANGUAGES.map((language) => {
        const text = texts[language];
        const range = ranges[language];
        return text === undefined || text === "" ? null : (
          <p key={language}>
            <ShownText
              language={language}
              content={text}
              marks={range === undefined ? [] : [{ start: range[0], end: range[1], kind: "hit" }]}
            />
          </p>
        );
      })}
      {document !== undefined && unit !== undefined && (
        <p class="where muted">
          <a href={documentAddress(document, { unit })}>
            <DocumentTitle id={document} />
          </a>
        </p>
      )}
    </blockquote>
  );
}
