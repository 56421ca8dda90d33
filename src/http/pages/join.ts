import { html } from "hono/html";
import { LANGUAGES, OWN_NAMES } from "../../domain/language.ts";
import type { Messages, ProblemText } from "../../messages/messages.ts";
import type { InvitationView } from "../../services/access/invitations.ts";
import { isReservedName } from "../../services/access/reserved-names.ts";
import { layout, type Markup } from "./layout.ts";
import type { Provider } from "../../services/identities/provider-settings.ts";
import { providerLinks } from "./provider-links.ts";
import { problemNotice } from "./problem-notice.ts";

export interface JoinPage {
  readonly secret: string;
  /** Absent: it was taken, withdrawn, or has ended. */
  readonly invitation?: InvitationView | undefined;
  readonly providers?: readonly Provider[] | undefined;
  /** Why the last try failed. */
  readonly problem?: ProblemText;
}

/**
 * The page that an invitation opens. The button makes the account and not the opening, because mail programs open links
 * to scan them.
 */
export function joinPage(messages: Messages, { secret, invitation, providers, problem }: JoinPage): Markup {
  const { t } = messages;
  const form = invitation
    ? html`<p>
          ${t("join.lead", { by: isReservedName(invitation.createdBy) ? t("join.administrator") : invitation.createdBy })}
        </p>
        <form method="post" action="/join">
          <input type="hidden" name="secret" value="${secret}" />
          <label for="name">${t("join.name")}</label>
          <input
            id="name"
            name="name"
            value="${invitation.name}"
            autocomplete="name"
            required
            maxlength="200"
            aria-describedby="name-hint"
          />
          <p id="name-hint">${t("join.nameHint")}</p>
          <fieldset>
            <legend>${t("join.languages")}</legend>
            ${LANGUAGES.map(
              (language) =>
                html`<label class="choice"
                  ><input type="checkbox" name="${language}" value="on" /> ${OWN_NAMES[language]}</label
                > `,
            )}
          </fieldset>
          <button>${t("join.submit")}</button>
        </form>
        ${providerLinks(messages, providers, secret)}`
    : html`<p>${t("join.gone")}</p>
        <p><a href="/sign-in">${t("signIn.title")}</a></p>`;
  return layout(
    messages,
    t("join.title"),
    html`<h1>${t("join.title")}</h1>
      ${problemNotice(problem)} ${form}`,
  );
}
