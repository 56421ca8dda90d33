import { type NextRequest, NextResponse } from "next/server";

const LANGUAGES = ["en", "ru", "zh"];

/** Leads a reader to the pages in their language. In Next 15 and older this file is `middleware.ts` and the function `middleware`. */
export function proxy(request: NextRequest): NextResponse {
  const url = request.nextUrl.clone();
  url.pathname = `/${languageOf(request)}${url.pathname}`;
  const answer = NextResponse.redirect(url);
  answer.headers.set("vary", "Accept-Language, Cookie");
  return answer;
}

/** All pages that have no language in their address. */
export const config = { matcher: ["/((?!en|ru|zh|_next|favicon.ico).*)"] };

function languageOf(request: NextRequest): string {
  const chosen = request.cookies.get("language")?.value;
  if (chosen !== undefined && LANGUAGES.includes(chosen)) return chosen;
  const wanted = (request.headers.get("accept-language") ?? "")
    .split(",")
    .map((item) => {
      const [tag = "", ...rest] = item.trim().split(";");
      const weight = Number(rest.join().match(/q=([\d.]+)/)?.[1] ?? 1);
      return { language: tag.toLowerCase().split("-")[0] ?? "", weight };
    })
    .sort((a, b) => b.weight - a.weight);
  return wanted.find(({ language, weight }) => weight > 0 && LANGUAGES.includes(language))?.language ?? "en";
}
