import { useEffect, useId, useRef, useState } from "preact/hooks";
import { numbersOf } from "../../../alignment/bead.ts";
import { accept, applyEdit, type Edit, merge, shift, split } from "../../../alignment/review.ts";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import { type Alignment, type Bead, getCollections, saveAlignment } from "../../api/resources.ts";
import { Icon } from "../../components/icons.tsx";
import { KeyHint } from "../../components/key-hint.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { VirtualList } from "../../components/virtual-list.tsx";
import { formatPercent, languageName, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { documentAddress, go } from "../../router.ts";
import { recall } from "../../settings.ts";
import { type Shortcut, useShortcuts } from "../../shortcuts.ts";
import { ShownText } from "../../text/shown-text.tsx";
import { ConfidenceRibbon } from "./confidence-ribbon.tsx";

interface AlignReviewProps {
  readonly alignment: Alignment;
  readonly collection: string;
  readonly onBack: () => void;
}

/** The unsettled bead of which the aligner is least sure; -1 when all are settled. */
export const leastSure = (beads: readonly Bead[]): number =>
  beads.reduce(
    (worst, { fixed, confidence }, at) =>
      fixed || confidence >= (beads[worst]?.confidence ?? 2) ? worst : at,
    -1,
  );

/** Sentences side by side; what is wrong is put right by keys, and every step can be undone. */
export function AlignReview({ alignment, collection, onBack }: AlignReviewProps) {
  const { segments } = alignment;
  const shown = LANGUAGES.filter((language) => segments[language]);
  const [beads, setBeads] = useState<readonly Bead[]>(alignment.beads);
  const [undo, setUndo] = useState<readonly { readonly inverse: Edit; readonly at: number }[]>([]);
  const [at, setAt] = useState(() => Math.max(0, leastSure(alignment.beads)));
  const [column, setColumn] = useState<Language>(shown.at(-1) ?? "zh");
  const [cut, setCut] = useState<{
    readonly of: Bead;
    readonly upper: { readonly [language in Language]?: number };
  }>();
  const [threshold, setThreshold] = useState(0.9);
  const [title, setTitle] = useState("");
  const [collections] = useLoaded("collections", getCollections);
  const [chosenGoal, setGoal] = useState(collection);
  const known = collections.value ?? [];
  const usual = known.find((one) => one.id === recall("collection")) ?? known[0];
  const goal = chosenGoal || (usual?.id ?? "");
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  const bead = beads[at];
  const settled = beads.filter(({ fixed }) => fixed).length;

  const edit = (make: () => Edit, words: string, next = at) => {
    try {
      const { beads: changed, inverse } = applyEdit(beads, make());
      setBeads(changed);
      setUndo([...undo, { inverse, at }]);
      setAt(Math.min(next, changed.length - 1));
      announce(t(words));
    } catch {
      // The aligner's own operations refuse what would break the order of a text.
      announce(t("align.impossible"), "problem");
    }
  };
  const takeBack = () => {
    const last = undo.at(-1);
    if (!last) return;
    setBeads(applyEdit(beads, last.inverse).beads);
    setUndo(undo.slice(0, -1));
    setAt(last.at);
    announce(t("align.undone"));
  };
  const acceptOne = () => {
    if (!bead) return;
    const next = leastSure(
      beads.map((one, place) => (place === at ? { ...one, fixed: true as const } : one)),
    );
    edit(
      () => [{ at, remove: 1, insert: [{ ...bead, fixed: true }] }],
      "align.accepted",
      next < 0 ? at : next,
    );
  };
  /** How many sentences of a language are the upper part: the first one, if nobody has said otherwise. */
  const cutOf = (language: Language): number =>
    bead
      ? ((cut?.of === bead ? cut.upper[language] : undefined) ??
        Math.min(1, numbersOf(bead, language).length))
      : 0;
  const halves = (): { [language in Language]?: number } =>
    Object.fromEntries(shown.map((language) => [language, cutOf(language)]));
  const cutAt = (language: Language, count: number) => {
    if (!bead || count < 0 || count > numbersOf(bead, language).length) {
      announce(t("align.impossible"), "problem");
      return;
    }
    setColumn(language);
    setCut({ of: bead, upper: { ...halves(), [language]: count } });
    announce(t("align.cutAt", { language: languageName(language), count }));
  };
  const turn = (by: number) => {
    const next = shown[(shown.indexOf(column) + by + shown.length) % shown.length];
    if (next) setColumn(next);
  };

  const operations: readonly (Shortcut & { readonly button: string })[] = [
    {
      button: "align.next",
      keys: ["J", "ArrowDown"],
      label: "align.next",
      run: () => setAt(Math.min(at + 1, beads.length - 1)),
    },
    {
      button: "align.previous",
      keys: ["K", "ArrowUp"],
      label: "align.previous",
      run: () => setAt(Math.max(at - 1, 0)),
    },
    {
      button: "align.merge",
      keys: ["M"],
      label: "align.merge",
      run: () => edit(() => merge(beads, at), "align.merged"),
    },
    {
      button: "align.split",
      keys: ["S"],
      label: "align.split",
      run: () => edit(() => split(beads, at, halves()), "align.splitDone"),
    },
    {
      button: "align.cutUp",
      keys: ["Shift+ArrowUp"],
      label: "align.cutUp",
      run: () => cutAt(column, cutOf(column) - 1),
    },
    {
      button: "align.cutDown",
      keys: ["Shift+ArrowDown"],
      label: "align.cutDown",
      run: () => cutAt(column, cutOf(column) + 1),
    },
    {
      button: "align.up",
      keys: ["["],
      label: "align.up",
      run: () => edit(() => shift(beads, at, column, "up"), "align.shifted"),
    },
    {
      button: "align.down",
      keys: ["]"],
      label: "align.down",
      run: () => edit(() => shift(beads, at, column, "down"), "align.shifted"),
    },
    { button: "align.accept", keys: ["Enter"], label: "align.accept", run: acceptOne },
    {
      button: "align.acceptAll",
      keys: ["Shift+Enter"],
      label: "align.acceptAll",
      run: () => edit(() => accept(beads, threshold), "align.acceptedAll"),
    },
    {
      button: "align.doubtful",
      keys: ["N"],
      label: "align.doubtful",
      run: () => {
        const next = leastSure(beads);
        if (next >= 0) setAt(next);
        else announce(t("align.allSettled"));
      },
    },
    {
      button: "align.undo",
      keys: ["U", "Ctrl+Z"],
      label: "align.undo",
      run: takeBack,
      disabled: undo.length === 0,
    },
  ];
  useShortcuts([
    // On a button, Enter presses that button.
    ...operations.map((operation) => ({
      ...operation,
      run: () => {
        const pressed = document.activeElement;
        if (
          operation.keys[0] === "Enter" &&
          pressed instanceof HTMLElement &&
          pressed.closest("button, a, summary")
        )
          pressed.click();
        else operation.run();
      },
    })),
    { keys: ["ArrowRight"], label: "align.columnNext", run: () => turn(1) },
    { keys: ["ArrowLeft"], label: "align.columnPrevious", run: () => turn(-1) },
  ]);
  useEffect(() => frame.current?.querySelector<HTMLElement>(".virtual-list")?.focus(), []);

  const saving = useAction(async () => {
    const { document } = await saveAlignment(goal, {
      segments,
      beads,
      threshold,
      ...(title.trim() === "" ? {} : { title: title.trim() }),
    });
    announce(t("save.done"));
    go(documentAddress(document.id));
  });

  return (
    <div class="align-review" ref={frame}>
      {alignment.verdict !== "parallel" && alignment.warnings.length === 0 && (
        <p class="notice warning">{t(`align.verdict.${alignment.verdict}`)}</p>
      )}
      {alignment.warnings.length > 0 && (
        <ul class="notice warning">
          {alignment.warnings.map((warning) => (
            <li>
              <strong>{warning.title}</strong> {warning.detail}
            </li>
          ))}
        </ul>
      )}
      <div class="list-head">
        <p role="status" class="muted">
          {t("align.settled", { count: settled, total: beads.length })}
        </p>
        <button type="button" class="quiet" onClick={onBack}>
          <Icon name="back" />
          {t("align.back")}
        </button>
      </div>
      <div class="align-tools" role="toolbar" aria-label={t("align.tools")}>
        {operations.map(({ button, keys, run, disabled = false }) => (
          <button
            type="button"
            disabled={disabled}
            onClick={run}
            aria-keyshortcuts={keys[0]}
            {...(button === "align.acceptAll" && {
              "aria-label": t("align.acceptAbove", { share: formatPercent(threshold) }),
            })}
          >
            {button === "align.acceptAll"
              ? t("align.acceptAbove", { share: formatPercent(threshold) })
              : t(button)}{" "}
            <KeyHint keys={keys[0] ?? ""} />
          </button>
        ))}
        <label>
          {t("align.threshold")}
          <input
            type="range"
            min={0.5}
            max={1}
            step={0.01}
            value={threshold}
            aria-valuetext={formatPercent(threshold)}
            onInput={(event) => setThreshold(Number(event.currentTarget.value))}
          />
        </label>
      </div>
      <div class="align-heads" aria-hidden="true">
        <span />
        {shown.map((language) => (
          <button
            type="button"
            tabIndex={-1}
            class={language === column ? "chosen" : ""}
            onClick={() => setColumn(language)}
          >
            {languageName(language)}
          </button>
        ))}
      </div>
      <p class="unseen" role="status">
        {t("align.column", { language: languageName(column) })}
      </p>
      <div class="align-body">
        <ConfidenceRibbon beads={beads} current={at} onJump={setAt} />
        <VirtualList
          class="beads"
          items={beads}
          count={beads.length}
          guess={64}
          label={t("align.beads")}
          current={at}
          row={(one, place) => (
            <li
              key={place}
              class={`bead ${place === at ? "current" : ""}`}
              aria-setsize={beads.length}
              aria-posinset={place + 1}
              {...(place === at && { "aria-current": "true" as const })}
              onClick={() => setAt(place)}
            >
              <span
                class={`sureness ${one.fixed ? "settled" : one.confidence >= 0.9 ? "sure" : one.confidence >= 0.6 ? "fair" : "poor"}`}
              >
                {one.fixed ? t("align.settledMark") : formatPercent(one.confidence)}
              </span>
              {shown.map((language) => (
                <div
                  class={place === at && language === column ? "chosen" : ""}
                  onClick={() => setColumn(language)}
                >
                  {numbersOf(one, language).map((number, sentence) => (
                    <p
                      // The lower part begins at what is pressed; keys do the same.
                      {...(place === at && {
                        class: sentence === cutOf(language) ? "below-cut" : "",
                        onClick: () => cutAt(language, sentence),
                      })}
                    >
                      <ShownText language={language} content={segments[language]?.[number] ?? ""} />
                    </p>
                  ))}
                  {numbersOf(one, language).length === 0 && <p class="muted">—</p>}
                </div>
              ))}
            </li>
          )}
        />
      </div>
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
          <p>
            <label for={`${id}-collection`}>{t("import.collection")}</label>
            <select
              id={`${id}-collection`}
              value={goal}
              onChange={(event) => setGoal(event.currentTarget.value)}
            >
              {known.map((one) => (
                <option value={one.id}>{one.title}</option>
              ))}
            </select>
          </p>
          <button class="primary" disabled={saving.busy || goal === ""}>
            {t("align.save")}
          </button>
        </div>
        <p class="muted">{t("align.saveHint", { share: formatPercent(threshold) })}</p>
        <ProblemNotice error={saving.error} />
      </form>
    </div>
  );
}
