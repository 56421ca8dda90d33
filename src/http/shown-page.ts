import type { ContentfulStatusCode } from "hono/utils/http-status";
import { isLanguage } from "../domain/language.ts";
import { messages } from "../messages/messages.ts";
import type { RequestIn } from "./environment.ts";
import type { Markup } from "./pages/layout.ts";

/** Texts in the language that the reader chose on the page, or else in the browser's language. */
export function textsFor(c: RequestIn) {
  const chosen = c.req.query("language");
  return isLanguage(chosen) ? messages(chosen) : c.var.messages;
}

/** Whether a person will read the answer, and no program. */
export const wantsPage = (c: RequestIn): boolean => c.req.header("accept")?.includes("text/html") === true;

/** Answers with a page for people. */
export async function show(
  c: RequestIn,
  markup: Markup,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  c.header("vary", "Accept-Language, Cookie");
  return c.html(await markup, status);
}
