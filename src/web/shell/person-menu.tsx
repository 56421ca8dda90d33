import { useEffect, useRef } from "preact/hooks";
import { signedOut } from "../api/client.ts";
import { Icon } from "../components/icons.tsx";
import { KeyHint } from "../components/key-hint.tsx";
import { t } from "../i18n.ts";
import { signOut, useMe } from "../session.ts";
import { LanguageChoice, ThemeChoice } from "./preferences.tsx";

/** The menu of the signed-in person: name, role, language and theme of this browser, and sign-out. */
export function PersonMenu({ onSheet }: { onSheet: () => void }) {
  const me = useMe();
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const isOutside = !(event.target instanceof Node) || !menu.current?.contains(event.target);
      if (menu.current?.open && isOutside) menu.current.open = false;
    };
    document.addEventListener("click", close);
    document.addEventListener("focusin", close);
    return () => {
      document.removeEventListener("click", close);
      document.removeEventListener("focusin", close);
    };
  }, []);
  return (
    <details
      ref={menu}
      class="menu person"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !menu.current?.open) return;
        menu.current.open = false;
        menu.current.querySelector("summary")?.focus();
      }}
    >
      <summary>
        <Icon name="person" />
        <span class="name">{me.name}</span>
      </summary>
      <div class="menu-body">
        <p>
          {t("person.you", { name: me.name })}
          <br />
          <span class="muted">{t(`role.${me.role}`)}</span>
        </p>
        {me.collection !== null && <p class="muted">{t("person.bound", { collection: me.collection })}</p>}
        <LanguageChoice />
        <ThemeChoice />
        <p>
          <button type="button" class="quiet wide" onClick={onSheet}>
            <Icon name="keyboard" />
            {t("keys.title")} <KeyHint keys="?" />
          </button>
        </p>
        <p>
          <a href="/account">{t("nav.account")}</a>
        </p>
        <p>
          <a href="/docs">{t("person.docs")}</a>
        </p>
        <p>
          <button
            type="button"
            class="wide"
            onClick={() => {
              void signOut().finally(() => signedOut.set(true));
            }}
          >
            {t("signIn.out")}
          </button>
        </p>
      </div>
    </details>
  );
}
