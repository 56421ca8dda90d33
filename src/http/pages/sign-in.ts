import { html } from "hono/html";
import type { Messages, ProblemText } from "../../messages/messages.ts";
import { problemNotice } from "./problem-notice.ts";
import type { Provider } from "../../services/identities/provider-settings.ts";
import { providerLinks } from "./provider-links.ts";
import { layout, type Markup } from "./layout.ts";

export interface SignInPage {
  /** Secret of a sign-in link. */
  readonly link?: string;
  readonly providers?: readonly Provider[] | undefined;
  /** The answer to a request that has no page to come back to. */
  readonly passing?: boolean;
  /** Why the last try failed. */
  readonly problem?: ProblemText;
}

/**
 * The sign-in form. A sign-in link is used up by the button and not by opening the page, because mail programs open
 * links to scan them.
 */
export function signInPage(
  messages: Messages,
  { link, problem, providers, passing = false }: SignInPage,
): Markup {
  const { t } = messages;
  return layout(
    messages,
    t("signIn.title"),
    html`<h1>${t("signIn.title")}</h1>
      ${problemNotice(problem)} ${link === undefined ? providerLinks(messages, providers) : ""}
      <form method="post" action="/sign-in">
        ${
          link === undefined
            ? html`<label for="secret">${t("signIn.token")}</label>
                <input
                  id="secret"
                  name="secret"
                  type="password"
                  autocomplete="off"
                  required
                  maxlength="200"
                  aria-describedby="hint"
                />
                <p id="hint">${t("signIn.hint")}</p>`
            : html`<p>${t("signIn.link")}</p>
                <input type="hidden" name="secret" value="${link}" />`
        }
        <button>${t("signIn.submit")}</button>
      </form>`,
    { passing },
  );
}
