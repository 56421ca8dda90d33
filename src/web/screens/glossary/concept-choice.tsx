import { useEffect, useId, useState } from "preact/hooks";
import { type ConceptView, getConcepts } from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { useSettled } from "../../settled.ts";
import { ShownText } from "../../text/shown-text.tsx";
import { citedText } from "../../text/cited.ts";

/** Most concepts offered. */
const OFFERED = 8;
/** Pause in typing after which the glossary is searched, in milliseconds. */
const PAUSE = 250;

interface ConceptChoiceProps {
  readonly label: string;
  /** Id of a concept that is not offered. */
  readonly except: string | undefined;
  readonly chosen: ConceptView | undefined;
  /** Gets `undefined` when the chosen concept is no longer offered. */
  readonly onChoose: (concept: ConceptView | undefined) => void;
}

/** Finds a concept by a search in the glossary. */
export function ConceptChoice({ label, except, chosen, onChoose }: ConceptChoiceProps) {
  const [typed, setTyped] = useState("");
  const q = useSettled(typed.trim(), PAUSE);
  const id = useId();
  const [found, reload] = useLoaded(q === "" ? undefined : q, async (signal) => {
    // One more than is offered: the excepted concept may be found.
    const { items } = await getConcepts({ q }, { limit: OFFERED + 1 }, signal);
    return items.filter((one) => one.id !== except).slice(0, OFFERED);
  });
  const isOffered = q !== "" && found.value?.some((one) => one.id === chosen?.id) === true;
  useEffect(() => {
    if (chosen && !isOffered) onChoose(undefined);
  }, [chosen, isOffered]);
  return (
    <>
      <p>
        <label for={`${id}-q`}>{label}</label>
        <input
          id={`${id}-q`}
          type="search"
          value={typed}
          maxLength={500}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </p>
      {q !== "" && (
        <LoadedView of={found} reload={reload}>
          {(list) =>
            list.length === 0 ? (
              <p class="muted" role="status">
                {t("glossary.noneFound")}
              </p>
            ) : (
              <fieldset>
                <legend class="unseen">{label}</legend>
                {list.map((one) => (
                  <label class="radio">
                    <input
                      type="radio"
                      name={`${id}-from`}
                      checked={one.id === chosen?.id}
                      onChange={() => onChoose(one)}
                    />
                    <Terms of={one} />
                  </label>
                ))}
              </fieldset>
            )
          }
        </LoadedView>
      )}
    </>
  );
}

/** All terms of a concept in one line, each in its own language. */
function Terms({ of }: { of: ConceptView }) {
  return (
    <span>
      {of.terms.map((term, at) => (
        <>
          {at > 0 && " · "}
          <ShownText language={term.language} content={citedText(term)} />
        </>
      ))}
    </span>
  );
}
