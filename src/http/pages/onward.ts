import { html } from "hono/html";
import type { Messages, ProblemText } from "../../messages/messages.ts";
import { layout, type Markup } from "./layout.ts";
import { problemNotice } from "./problem-notice.ts";

export interface OnwardPage {
  /** Path of a page of this service. */
  readonly to: "/" | "/account";
  /** Why it failed; then the reader goes on by themselves. */
  readonly problem?: ProblemText;
}

/**
 * The page that leads from a provider's page back into the service. The browser goes on from a page of our own, because it
 * sends the session's cookie to nothing that a page of another site leads to.
 */
export function onwardPage(messages: Messages, { to, problem }: OnwardPage): Markup {
  const { t } = messages;
  const title = t(problem === undefined ? "onward.done" : "onward.failed");
  return layout(
    messages,
    title,
    html`<h1>${title}</h1>
      ${problemNotice(problem)}
      <p><a href="${to}">${t(to === "/" ? "onward.home" : "onward.account")}</a></p>`,
    { passing: true, ...(problem === undefined ? { refresh: to } : {}) },
  );
}
