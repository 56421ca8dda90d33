import { signedOut } from "../api/client.ts";
import { Icon } from "../components/icons.tsx";
import { KeyHint } from "../components/key-hint.tsx";
import { Menu } from "../components/menu.tsx";
import { t } from "../i18n.ts";
import { signOut, useMe } from "../session.ts";
import { LanguageChoice, ThemeChoice } from "./preferences.tsx";

/** The menu of the signed-in person: name, role, language and theme of this browser, and sign-out. */
export function PersonMenu({ onSheet }: { onSheet: () => void }) {
  const me = useMe();
  return (
    <Menu
      class="person"
      summary={
        <>
          <Icon name="person" />
          <span class="name">{me.name}</span>
        </>
      }
    >
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
    </Menu>
  );
}
