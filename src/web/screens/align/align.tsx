import { announce } from "../../live.ts";
import { t } from "../../i18n.ts";
import { useKept } from "../../saving/kept-here.ts";
import { AlignInput } from "./align-input.tsx";
import { AlignReview, wordsOf } from "./align-review.tsx";
import { NO_INPUT, readInput, readReview } from "./kept-alignment.ts";
import { beginReview, review, type ReviewStep } from "./review-state.ts";

/**
 * The alignment screen: two or three texts go in, a person reviews the sentences, a document comes out. Texts
 * and decisions are kept until the document is made.
 */
export function Align() {
  const [input, setInput] = useKept("align/input", readInput);
  const [kept, setKept] = useKept("align/review", readReview);
  if (!kept?.isOpen) {
    return (
      <section class="screen wide">
        <h1>{t("nav.align")}</h1>
        {kept && (
          <p class="notice">
            {t("align.unfinished")}{" "}
            <button type="button" onClick={() => setKept({ ...kept, isOpen: true })}>
              {t("align.continue")}
            </button>
          </p>
        )}
        <AlignInput
          input={input ?? NO_INPUT}
          onInput={setInput}
          onAligned={(alignment, collection) =>
            setKept({
              alignment,
              state: beginReview(alignment.beads, alignment.segments),
              title: "",
              collection,
              isOpen: true,
            })
          }
        />
      </section>
    );
  }
  const step = (wanted: ReviewStep) => {
    const { said, ...state } = review(kept.state, wanted);
    if (said) announce(wordsOf(said), said.isProblem ? "problem" : "done");
    setKept({ ...kept, state });
  };
  return (
    <section class="screen wide">
      <h1>{t("nav.align")}</h1>
      <AlignReview
        kept={kept}
        files={input?.files ?? {}}
        onStep={step}
        onChange={(change) => setKept({ ...kept, ...change })}
        onBack={() => setKept({ ...kept, isOpen: false })}
        onSaved={() => {
          setKept(undefined);
          setInput(undefined);
        }}
      />
    </section>
  );
}
