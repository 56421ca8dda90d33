import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { isLanguage, type Language } from "../../../domain/language.ts";
import { type Content, isCode, sameContent } from "../../../domain/segment.ts";
import { compareStates, isState, type State } from "../../../domain/unit.ts";
import { type DocumentView, getDocument, type UnitFilter } from "../../api/resources.ts";
import type { EditorHandle } from "../../editor/editor.tsx";
import { rememberTitles } from "../../components/document-title.tsx";
import { LoadedView, Waiting } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { announce } from "../../live.ts";
import { t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { address, amendQuery, documentOf, go, place } from "../../router.ts";
import { recall, remember } from "../../settings.ts";
import { draftOf, save, saved } from "../../saving/saving.ts";
import { useMay } from "../../session.ts";
import { useShortcuts } from "../../shortcuts.ts";
import { useStore } from "../../store.ts";
import { missingCodes } from "../../text/codes.ts";
import { Direction } from "./direction.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { useMatches, useTerms } from "./assistance.ts";
import { HelpPanel } from "./help-panel.tsx";
import { contentOfMatch } from "./matches-panel.tsx";
import { loadUnits } from "./units.ts";
import { UnitEditor } from "./unit-editor.tsx";
import { UnitList } from "./unit-list.tsx";

/** The translator's desk for one document. */
export function Translate() {
  const id = documentOf(useStore(place).path) ?? "";
  const [document, reload] = useLoaded(id, async () => {
    const found = await getDocument(id);
    rememberTitles([found]);
    return found;
  });
  if (document.is === "failed" && document.value === undefined) {
    return (
      <section class="screen">
        <h1>{t("missing.document")}</h1>
        <ProblemNotice error={document.error}>
          <button type="button" onClick={reload}>
            {t("again")}
          </button>
        </ProblemNotice>
        <p>
          <a href="/">{t("nav.home")}</a>
        </p>
      </section>
    );
  }
  return (
    <LoadedView of={document} reload={reload}>
      {(shown) => <Desk key={shown.id} document={shown} />}
    </LoadedView>
  );
}

/** What a translator looks at: from which language into which. */
function directionOf(query: URLSearchParams, document: DocumentView): readonly [Language, Language] {
  const [wantedSource, wantedTarget] = [query.get("source"), query.get("target")];
  if (isLanguage(wantedSource) && isLanguage(wantedTarget) && wantedSource !== wantedTarget)
    return [wantedSource, wantedTarget];
  const [source, target] = (recall("direction") ?? "").split(" ");
  if (isLanguage(source) && isLanguage(target) && document.languages.includes(source))
    return [source, target];
  const first = document.languages[0] ?? "ru";
  return [first, document.languages[1] ?? (first === "zh" ? "ru" : "zh")];
}

function filterOf(query: URLSearchParams, target: Language): UnitFilter {
  const state = query.get("state");
  const q = query.get("q") ?? "";
  return {
    ...(q === "" ? {} : { q }),
    ...(isState(state) || state === "missing" || state === "stale" ? { state, language: target } : {}),
  };
}

function Desk({ document }: { document: DocumentView }) {
  const { query } = useStore(place);
  const [source, target] = directionOf(query, document);
  const filter = filterOf(query, target);
  const filterKey = JSON.stringify(filter);
  const units = useMemo(() => loadUnits(document.id, filter), [document.id, filterKey]);
  useEffect(() => () => units.stop(), [units]);
  const { units: list, isComplete, error } = useStore(units.state);
  const justSaved = useStore(saved);
  useEffect(() => {
    if (justSaved) units.replace(justSaved);
  }, [justSaved, units]);

  const wanted = query.get("unit");
  const found = list.findIndex(({ id }) => id === wanted);
  const at = found >= 0 ? found : wanted === null || isComplete ? 0 : -1;
  const unit = list[at];
  const handle = useRef<EditorHandle>(null);
  const [matches, reloadMatches] = useMatches(
    unit,
    { previous: list[at - 1], next: list[at + 1] },
    source,
    target,
  );
  const terms = useTerms(unit, source);
  /** The match that was put into the editor last. */
  const taken = useRef<Content>(undefined);
  const mayTranslate = useMay("translate");
  const mayReview = useMay("review");
  // On a narrow screen the list or the editor is seen, not both.
  const [isListShown, setListShown] = useState(wanted === null);

  /** Set while the editor that comes next is to have the focus. */
  const wantsFocus = useRef(false);

  const open = (next: number, focus = true) => {
    const chosen = list[next];
    if (!chosen) return;
    setListShown(false);
    if (chosen.id === unit?.id) {
      if (focus) handle.current?.focus();
      return;
    }
    wantsFocus.current = focus;
    amendQuery({ unit: chosen.id, source, target });
  };
  const needsWork = (one: (typeof list)[number]) => {
    const variant = one.variants[target];
    return variant === undefined || variant.text === "" || variant.state === "initial" || variant.stale;
  };
  const nextUnconfirmed = () => {
    const order = [...list.keys()].map((step) => (at + 1 + step) % list.length);
    return order.find((index) => index !== at && needsWork(list[index] as (typeof list)[number]));
  };

  const confirm = async (state?: State, force = false): Promise<void> => {
    if (!unit || !mayTranslate) return;
    const was = unit.variants[target];
    const draft = draftOf(unit.id, target);
    const content: Content = draft?.content ?? was?.content ?? [];
    const reached = was?.state ?? "initial";
    const wantedState: State =
      state ?? (draft || compareStates(reached, "translated") < 0 ? "translated" : reached);
    if (content.every((part) => !isCode(part) && part === "")) return;
    const hasSource = unit.variants[source] !== undefined;
    await save(
      {
        unit: unit.id,
        document: document.id,
        language: target,
        content,
        version: draft?.version ?? unit.version,
        time: new Date().toISOString(),
        wanted: {
          state: wantedState,
          ...(hasSource ? { source } : {}),
          origin: taken.current && sameContent(taken.current, content) ? "match" : "typed",
        },
      },
      { force },
    );
  };

  const insertCode = () => {
    if (!unit) return;
    const [sourceContent, targetContent] = [
      unit.variants[source]?.content ?? [],
      draftOf(unit.id, target)?.content ?? unit.variants[target]?.content ?? [],
    ];
    const [code] = missingCodes(sourceContent, targetContent);
    if (code) handle.current?.insert([code]);
  };
  const copySource = () => {
    const content = unit?.variants[source]?.content;
    if (content) handle.current?.replace(content.filter((part) => !isCode(part) || part.kind !== "break"));
  };
  /** A concept that begins with what is selected, in the language in which it was selected. */
  const newTerm = () => {
    const text = (getSelection()?.toString() ?? "").trim().slice(0, 500);
    const isOwn = window.document.activeElement?.classList.contains("editor") ?? false;
    go(address("/glossary", { new: "1", [isOwn ? target : source]: text }));
  };
  const use = (content: Content) => {
    taken.current = content;
    handle.current?.replace(content);
    handle.current?.focus();
  };
  const confirmAnd = (next: number | undefined) => {
    const confirmed = confirm();
    if (next !== undefined) open(next);
    else {
      void confirmed.then(() => {
        if (unit && !draftOf(unit.id, target)) announce(t("translate.allConfirmed"));
      });
    }
  };

  useShortcuts([
    { keys: ["Ctrl+Enter"], label: "keys.confirm", run: () => confirmAnd(at + 1), disabled: !mayTranslate },
    {
      keys: ["Ctrl+Shift+Enter"],
      label: "keys.confirmUnconfirmed",
      run: () => confirmAnd(nextUnconfirmed()),
      disabled: !mayTranslate,
    },
    { keys: ["Ctrl+S"], label: "keys.save", run: () => void confirm(), disabled: !mayTranslate },
    {
      keys: ["Ctrl+Alt+Enter"],
      label: "keys.review",
      run: () => void confirm("reviewed"),
      disabled: !mayReview,
    },
    { keys: ["Ctrl+ArrowDown", "Alt+ArrowDown"], label: "keys.next", run: () => open(at + 1) },
    { keys: ["Ctrl+ArrowUp", "Alt+ArrowUp"], label: "keys.previous", run: () => open(at - 1) },
    { keys: ["Ctrl+I"], label: "keys.copySource", run: copySource, disabled: !mayTranslate },
    { keys: ["Ctrl+,", "Alt+T"], label: "keys.insertCode", run: insertCode, disabled: !mayTranslate },
    ...Array.from({ length: 9 }, (_, number) => ({
      keys: [`Ctrl+${number + 1}`, `Alt+${number + 1}`],
      label: "keys.match",
      run: () => {
        const match = matches.value?.[number];
        if (match) use(contentOfMatch(match, target));
      },
      disabled: !mayTranslate,
    })),
    {
      keys: ["Ctrl+Shift+Space"],
      label: "keys.noBreak",
      run: () => handle.current?.insert(["\u00A0"]),
      disabled: !mayTranslate,
    },
    { keys: ["Ctrl+Alt+T"], label: "keys.newTerm", run: newTerm, disabled: !mayTranslate },
    { keys: ["Ctrl+E"], label: "keys.focus", run: () => handle.current?.focus() },
    { keys: ["Ctrl+F"], label: "keys.filter", run: () => window.document.getElementById("filter")?.focus() },
    {
      keys: ["Escape"],
      label: "keys.leave",
      run: () => window.document.querySelector<HTMLElement>(".unit-list [aria-current]")?.focus(),
      whileTyping: true,
    },
  ]);

  const setDirection = (nextSource: Language, nextTarget: Language) => {
    remember("direction", `${nextSource} ${nextTarget}`);
    amendQuery({ source: nextSource, target: nextTarget });
  };

  return (
    <div class={`desk ${isListShown ? "list-shown" : ""}`}>
      <header class="desk-head">
        <h1>{document.title}</h1>
        <Direction source={source} target={target} onChange={setDirection} />
        <FilterBar
          q={query.get("q") ?? ""}
          state={query.get("state") ?? ""}
          onChange={(changes) => amendQuery({ ...changes, unit: undefined })}
        />
      </header>
      <div class="desk-list">
        {error !== undefined && (
          <ProblemNotice error={error}>
            <button type="button" onClick={() => units.reload()}>
              {t("again")}
            </button>
          </ProblemNotice>
        )}
        {list.length === 0 && !isComplete && error === undefined && <Waiting />}
        {list.length === 0 && isComplete && (
          <p class="empty">{t(filterKey === "{}" ? "translate.noUnits" : "translate.noneFound")}</p>
        )}
        {list.length > 0 && (
          <UnitList
            units={list}
            count={filterKey === "{}" ? Math.max(document.units, list.length) : list.length}
            source={source}
            target={target}
            current={at}
            onOpen={(next) => open(next)}
            onLook={(next) => open(next, false)}
          />
        )}
        <p class="list-foot muted" aria-live="polite">
          {isComplete
            ? t("translate.count", { count: list.length })
            : t("translate.loading", { count: list.length })}
        </p>
      </div>
      <div class="desk-editor">
        {unit && (
          <UnitEditor
            key={`${unit.id} ${source} ${target}`}
            unit={unit}
            document={document}
            at={at}
            of={filterKey === "{}" ? Math.max(document.units, list.length) : list.length}
            source={source}
            target={target}
            handle={handle}
            wantsFocus={wantsFocus}
            terms={terms.value ?? []}
            onConfirm={(state, force) => void confirm(state, force)}
            onConfirmNext={() => confirmAnd(at + 1)}
            onConfirmUnconfirmed={() => confirmAnd(nextUnconfirmed())}
            onMove={(by) => open(at + by)}
            onCopySource={copySource}
            onInsertCode={insertCode}
            onList={() => setListShown(true)}
          />
        )}
      </div>
      <aside class="desk-help" aria-label={t("help.label")}>
        {unit && (
          <HelpPanel
            key={unit.id}
            unit={unit}
            source={source}
            target={target}
            matches={matches}
            onReloadMatches={reloadMatches}
            terms={terms}
            onNewTerm={newTerm}
            onUse={(content) => use(content)}
            onInsert={(text) => {
              handle.current?.insert([text]);
              handle.current?.focus();
            }}
          />
        )}
      </aside>
    </div>
  );
}
