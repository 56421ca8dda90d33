import type { ComponentType } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { isOpen } from "../../domain/assignment.ts";
import { connected, ConnectionLost } from "../api/client.ts";
import { Icon } from "../components/icons.tsx";
import { LoadedView } from "../components/loaded-view.tsx";
import { t } from "../i18n.ts";
import { getWork } from "../api/resources.ts";
import { useLoaded } from "../loading.ts";
import { dropped, useDroppedFiles } from "../dropped.ts";
import { documentOf, go, place } from "../router.ts";
import { may, useMe } from "../session.ts";
import { useShortcuts } from "../shortcuts.ts";
import { useStore } from "../store.ts";
import { unsafeCount } from "../saving/kept-here.ts";
import { resumeSaving, waiting } from "../saving/saving.ts";
import { LiveRegion } from "./live-region.tsx";
import { Navigation } from "./navigation.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { ACCOUNT, loadConcordanceDialog, loadTranslate, SCREENS } from "./screens.tsx";
import { ShortcutSheet } from "./shortcut-sheet.tsx";

/** The frame of every screen: navigation, menu of the person, state of the connection, messages. */
export function Shell() {
  const me = useMe();
  const { path } = useStore(place);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [isMenuOpen, setMenuOpen] = useState(false);
  /** Text that the concordance dialog searches; `undefined` while the dialog is closed. */
  const [searched, setSearched] = useState<string>();
  const main = useRef<HTMLElement>(null);
  const visible = SCREENS.filter(({ permission }) => may(me, permission));
  const isTranslate = documentOf(path) !== undefined;
  const screen = [...visible, ACCOUNT].find((entry) => entry.path === path);

  useShortcuts([
    { keys: ["?", "Ctrl+/"], label: "keys.sheet", run: () => setSheetOpen(true) },
    { keys: ["Ctrl+K"], label: "keys.concordance", run: () => setSearched(selectedText()) },
  ]);
  useEffect(() => resumeSaving(), []);
  useEffect(() => void startWithWork(may(me, "translate") ? me.person : null), []);
  useDroppedFiles(may(me, "translate"), takeDropped);
  useEffect(() => {
    setMenuOpen(false);
    const name = isTranslate ? "translate" : (screen?.name ?? "missing");
    document.title = `${t(`nav.${name}`)} · Polynya`;
  }, [path]);

  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t("skip")}
      </a>
      <header class="top">
        <a class="brand" href="/">
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>Polynya</span>
        </a>
        <button
          type="button"
          class="quiet menu-button"
          aria-expanded={isMenuOpen}
          aria-controls="navigation"
          onClick={() => setMenuOpen(!isMenuOpen)}
        >
          <Icon name="menu" />
          {t("menu")}
        </button>
        <Navigation screens={visible} path={path} current={isTranslate ? "/" : path} isOpen={isMenuOpen} />
        <PersonMenu onSheet={() => setSheetOpen(true)} />
      </header>
      <Connection />
      <main ref={main} id="main" tabIndex={-1} class={isTranslate ? "full" : ""}>
        {isTranslate ? (
          <Screen key="translate" name="translate" load={loadTranslate} />
        ) : screen ? (
          <Screen key={screen.name} name={screen.name} load={screen.load} />
        ) : (
          <section class="screen">
            <h1>{t("nav.missing")}</h1>
            <p>{t("missing.text")}</p>
            <p>
              <a href="/">{t("nav.home")}</a>
            </p>
          </section>
        )}
      </main>
      <LiveRegion />
      {searched !== undefined && <SearchDialog q={searched} onClose={() => setSearched(undefined)} />}
      {isSheetOpen && <ShortcutSheet onClose={() => setSheetOpen(false)} />}
    </>
  );
}

/** Whoever has work begins with it: the page that was opened as the start page becomes that of the work. */
async function startWithWork(person: string | null | undefined): Promise<void> {
  const isStart = () => location.pathname === "/" && location.search === "";
  if (person === null || person === undefined || !isStart()) return;
  // Who has begun something meanwhile is not taken away from it.
  const begun = new AbortController();
  for (const event of ["pointerdown", "keydown"])
    addEventListener(event, () => begun.abort(), { signal: begun.signal });
  // Without an answer the start page stays as it is.
  const work = await getWork().catch(() => []);
  if (begun.signal.aborted) return;
  begun.abort();
  if (work.some(({ progress }) => isOpen(progress)) && isStart()) go("/work", { replace: true });
}

/** Opens the import dialog of the start page with a file that was dropped on any screen. */
function takeDropped(file: File): void {
  dropped.set(file);
  go("/");
}

function Screen({ name, load }: { name: string; load: () => Promise<ComponentType> }) {
  // A state setter would call a component, because it is a function: so it is wrapped.
  const [loaded, reload] = useLoaded(name, async () => ({ Component: await loadCode(load) }));
  return (
    <LoadedView of={loaded} reload={reload}>
      {({ Component }) => <Component />}
    </LoadedView>
  );
}

/**
 * Loads code. Browsers do not ask again for code that did not come, so the page is loaded again when the server
 * is back; this browser keeps all work meanwhile.
 *
 * @throws {ConnectionLost}
 */
async function loadCode<Code>(load: () => Promise<Code>): Promise<Code> {
  try {
    return await load();
  } catch {
    connected.set(false);
    const stop = connected.watch(() => {
      if (!connected.get()) return;
      stop();
      location.reload();
    });
    throw new ConnectionLost();
  }
}

function SearchDialog(props: { q: string; onClose: () => void }) {
  const [loaded] = useLoaded("concordance", async () => ({
    Component: await loadCode(loadConcordanceDialog),
  }));
  return loaded.value ? <loaded.value.Component {...props} /> : null;
}

/** Most characters of a selection that are searched for. */
const LONGEST = 200;

function selectedText(): string {
  const focused = document.activeElement;
  const isField = focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement;
  const own = isField ? focused.value.slice(focused.selectionStart ?? 0, focused.selectionEnd ?? 0) : "";
  return (own || (getSelection()?.toString() ?? "")).trim().slice(0, LONGEST);
}

/** Says when the server cannot be reached, and how many texts this browser keeps meanwhile. */
function Connection() {
  const isConnected = useStore(connected);
  const kept = useStore(waiting).size;
  const unsafe = useStore(unsafeCount);
  // The next page has all that the storage took: only what it refused would be lost.
  // Who sees the notice is asked: an effect that runs after the screen is drawn comes too late for a quick hand.
  useLayoutEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (unsafe > 0) event.preventDefault();
    };
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [unsafe]);
  return (
    <div class="connection" role="status">
      {unsafe > 0 && <p class="notice warning">{t("kept.unsafe")}</p>}
      {!isConnected && (
        <p class="notice warning">
          <strong>{t("connection.lost")}</strong>{" "}
          {kept > 0 ? t("connection.kept", { count: kept }) : t("connection.calm")}
        </p>
      )}
    </div>
  );
}
