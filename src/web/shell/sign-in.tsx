import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ApiProblem } from "../api/client.ts";
import { getSignInProviders } from "../api/resources.ts";
import { language, t } from "../i18n.ts";
import { useLoaded } from "../loading.ts";
import { knowsPasskeys, signInByPasskey } from "../passkeys.ts";
import { address } from "../router.ts";
import { signIn } from "../session.ts";
import { LanguageChoice, ThemeChoice } from "./preferences.tsx";

/** The sign-in page: at a provider, with a token, or with a link from an administrator. */
export function SignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const [refusal, setRefusal] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [providers] = useLoaded("sign-in-providers", getSignInProviders);
  const offered = providers.value ?? [];
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    document.title = `${t("signIn.title")} · Polynya`;
  }, []);
  const submit = async (event: Event) => {
    event.preventDefault();
    const secret = secretOf(field.current?.value ?? "");
    if (secret === "" || isBusy) return;
    setBusy(true);
    const outcome = await signIn(secret);
    setBusy(false);
    if (outcome === "signed-in") return onSignedIn();
    setRefusal(t(`signIn.${outcome}`));
    field.current?.focus();
  };
  const enterByPasskey = async () => {
    if (isBusy) return;
    setBusy(true);
    const outcome = await passkeyOutcome();
    setBusy(false);
    if (outcome === "signed-in") return onSignedIn();
    setRefusal(t(`signIn.${outcome}`));
  };
  const isWithPasskeys = knowsPasskeys();
  return (
    <main class="alone">
      <div class="card sign-in">
        <h1>
          <img src="/icon.svg" alt="" width="40" height="40" />
          Polynya
        </h1>
        <p class="names">
          <span lang="ru">полынья</span> · <span lang="zh-Hans">冰间湖</span>
        </p>
        <p>{t("signIn.lead")}</p>
        {refusal !== undefined && (
          <div class="notice problem" role="alert">
            <p>{refusal}</p>
          </div>
        )}
        {(offered.length > 0 || isWithPasskeys) && (
          <>
            <ul class="providers">
              {isWithPasskeys && (
                <li>
                  <button type="button" disabled={isBusy} onClick={() => void enterByPasskey()}>
                    {t("signIn.passkey")}
                  </button>
                </li>
              )}
              {offered.map(({ name, label }) => (
                <li key={name}>
                  <a class="button" href={address(`/sign-in/oidc/${name}`, { language: language.get() })}>
                    {t("signIn.with", { label })}
                  </a>
                </li>
              ))}
            </ul>
            <p class="or">
              <span>{t("signIn.or")}</span>
            </p>
          </>
        )}
        <form onSubmit={(event) => void submit(event)}>
          <label for={id}>{t("signIn.secret")}</label>
          <input
            ref={field}
            id={id}
            type="password"
            autocomplete="off"
            required
            maxLength={400}
            aria-describedby={`${id}-hint`}
          />
          <p id={`${id}-hint`} class="muted">
            {t("signIn.hint")}
          </p>
          <button class="primary" disabled={isBusy}>
            {t("signIn.title")}
          </button>
        </form>
        <div class="preferences">
          <LanguageChoice />
          <ThemeChoice />
        </div>
      </div>
    </main>
  );
}

/** Signs in by a passkey. @returns what came of it; all but `signed-in` is a message */
async function passkeyOutcome(): Promise<
  "signed-in" | "no-passkey" | "passkey-refused" | "too-many" | "unreachable"
> {
  try {
    return (await signInByPasskey()) ? "signed-in" : "no-passkey";
  } catch (error) {
    if (!(error instanceof ApiProblem)) return "unreachable";
    return error.body.status === 429 ? "too-many" : "passkey-refused";
  }
}

/** The secret of a pasted link is its last part; anything else is the secret itself. */
const secretOf = (typed: string): string => /\/(?:sign-in|join)\/([^/?#]+)/u.exec(typed)?.[1] ?? typed.trim();
