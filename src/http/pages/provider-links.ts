import { html } from "hono/html";
import type { Messages } from "../../messages/messages.ts";
import type { Provider } from "../../services/identities/provider-settings.ts";
import type { Markup } from "./layout.ts";

/** Ways to sign in at providers; nothing without providers. @param invitation secret of the one that is taken by it */
export function providerLinks(
  { t, language }: Messages,
  providers: readonly Pick<Provider, "name" | "label">[] = [],
  invitation?: string,
): Markup | string {
  if (providers.length === 0) return "";
  const query = new URLSearchParams({ language, ...(invitation === undefined ? {} : { invitation }) });
  return html`<ul class="providers">
    ${providers.map(
      ({ name, label }) =>
        html`<li>
          <a class="button" href="/sign-in/oidc/${name}?${query.toString()}"
            >${t(invitation === undefined ? "signIn.with" : "join.with", { label })}</a
          >
        </li> `,
    )}
  </ul>`;
}
