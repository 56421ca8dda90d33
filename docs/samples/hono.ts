import { Hono } from "hono";
import { html } from "hono/html";
import { languageDetector } from "hono/language";
import type { TFunction } from "i18next";
import { type Source, translators } from "./published-strings.ts";

/**
 * A website that is rendered on the server, in the language of the reader: `?lng=ru`, else the cookie, else
 * `Accept-Language`.
 *
 * On Node: `serve(website(source))` of `@hono/node-server`. On Workers: `export default website(source)`.
 */
export function website(source: Source) {
  const translator = translators(source);
  return new Hono<{ Variables: { t: TFunction } }>()
    .use(
      languageDetector({
        supportedLanguages: ["en", "ru", "zh"],
        fallbackLanguage: source.fallback,
        order: ["querystring", "cookie", "header"],
        lookupQueryString: "lng",
      }),
    )
    .use(async (c, next) => {
      c.set("t", await translator(c.get("language")));
      await next();
      c.header("vary", "Accept-Language, Cookie", { append: true });
    })
    .get("/", (c) => {
      const { t } = c.var;
      const ships = Number(c.req.query("ships") ?? 5);
      return c.html(
        html`<!doctype html>
          <html lang="${c.get("language")}">
            <head>
              <title>${t("home")}</title>
            </head>
            <body>
              <h1>${t("home")}</h1>
              <p>${t("ships", { count: ships })}</p>
            </body>
          </html>`,
      );
    });
}
