import { html } from "hono/html";
import type { ProblemText } from "../../messages/messages.ts";
import type { Markup } from "./layout.ts";

/** Why the last try of a form failed; nothing without a problem. */
export const problemNotice = (problem: ProblemText | undefined): Markup | string =>
  problem
    ? html`<div role="alert">
        <p><strong>${problem.title}</strong></p>
        <p>${problem.detail} ${problem.advice}</p>
      </div>`
    : "";
