import { useEffect, useRef, useState } from "preact/hooks";
import { getQuestionCounts } from "../api/resources.ts";
import { useElsewhere } from "../components/elsewhere.ts";
import { Icon } from "../components/icons.tsx";
import { formatNumber, t } from "../i18n.ts";
import { useLoaded } from "../loading.ts";
import { questionsTurn } from "../questions-turn.ts";
import { useStore } from "../store.ts";
import type { ScreenEntry } from "./screens.tsx";

interface NavigationProps {
  readonly screens: readonly ScreenEntry[];
  readonly path: string;
  /** Path of the screen that is marked as the current one. */
  readonly current: string;
  /** Whether the menu of a narrow screen is open. */
  readonly isOpen: boolean;
}

/** The screens of whoever is signed in. On a wide page the rare ones stand in a menu, so that all fit into one row. */
export function Navigation({ screens, path, current, isOpen }: NavigationProps) {
  const waiting = useWaiting(path);
  const link = ({ name, path: to, icon }: ScreenEntry) => (
    <li key={name}>
      <a href={to} {...(to === current && { "aria-current": "page" as const })}>
        <Icon name={icon} />
        {t(`nav.${name}`)}
        {name === "questions" && waiting > 0 && (
          <span class="nav-count">
            <span aria-hidden="true">{formatNumber(waiting)}</span>
            <span class="unseen">{t("question.waiting", { count: waiting })}</span>
          </span>
        )}
      </a>
    </li>
  );
  const rare = screens.filter(({ isRare }) => isRare === true);
  return (
    <nav id="navigation" class={isOpen ? "open" : ""} aria-label={t("nav.label")}>
      <ul>
        {screens.filter(({ isRare }) => isRare !== true).map(link)}
        {rare.length > 0 && (
          <More path={path} isCurrent={rare.some(({ path: to }) => to === current)}>
            {rare.map(link)}
          </More>
        )}
      </ul>
    </nav>
  );
}

interface MoreProps {
  readonly path: string;
  readonly isCurrent: boolean;
  readonly children: preact.ComponentChildren;
}

/** The rare screens behind a button. A narrow page shows them below the others. */
function More({ path, isCurrent, children }: MoreProps) {
  const [isOpen, setOpen] = useState(false);
  const item = useRef<HTMLLIElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => setOpen(false), [path]);
  useElsewhere(item, () => setOpen(false));
  return (
    <li
      ref={item}
      class={`more ${isOpen ? "open" : ""}`}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isOpen) return;
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button
        ref={button}
        type="button"
        class={`quiet ${isCurrent ? "current" : ""}`}
        aria-expanded={isOpen}
        aria-controls="more-screens"
        onClick={() => setOpen(!isOpen)}
      >
        {t("nav.more")}
        <Icon name="down" />
      </button>
      <ul id="more-screens">{children}</ul>
    </li>
  );
}

/** Time between two looks at the number of questions, in milliseconds. */
const PAUSE = 120_000;

/** Number of questions that wait for whoever is signed in. It is looked up on every change of the page, and now and then. */
function useWaiting(path: string): number {
  const turn = useStore(questionsTurn);
  const [counts, reload] = useLoaded("question-counts", getQuestionCounts);
  const seen = useRef({ path, turn });
  useEffect(() => {
    if (seen.current.path === path && seen.current.turn === turn) return;
    seen.current = { path, turn };
    reload();
  }, [path, turn]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") reload();
    }, PAUSE);
    return () => clearInterval(timer);
  }, []);
  return counts.value?.waiting ?? 0;
}
