import { html } from "hono/html";
import { permissionsAnywhere, type Principal } from "../../services/access/principal.ts";
import { roleOf } from "../../services/access/roles.ts";
import type { Messages } from "../../messages/messages.ts";
import { layout, type Markup } from "./layout.ts";

/** The start page of an installation without built pages. */
export function homePage(messages: Messages, principal: Principal | undefined): Markup {
  const { t } = messages;
  return layout(
    messages,
    t("page.home"),
    html`<h1>Polynya <span lang="ru">полынья</span> <span lang="zh-Hans">冰间湖</span></h1>
      <p>${t("home.lead")}</p>
      <p>${t("home.running")}</p>
      <ul>
        <li><a href="/docs">${t("home.docs")}</a></li>
        <li><a href="/docs/problems">${t("home.problems")}</a></li>
      </ul>
      ${
        principal
          ? html`<p>
                ${t("home.you", { name: principal.name, role: t(`role.${roleOf(permissionsAnywhere(principal.access))}`) })}
              </p>
              <form method="post" action="/sign-out"><button>${t("signIn.out")}</button></form>`
          : html`<p>${t("home.nobody")} <a href="/sign-in">${t("signIn.title")}</a></p>`
      }`,
  );
}
