import { translators } from "../../published-strings";

// Next itself keeps the answers of `fetch`, for all its processes, and asks again after a minute.
const translator = translators({
  address: process.env["POLYNYA_LOCALES"] ?? "http://127.0.0.1:8787/locales",
  namespace: "site",
  fallback: "en",
  seconds: 0,
  fetch: (address, init) => fetch(address, { ...init, next: { revalidate: 60 } }),
});

interface Properties {
  readonly params: Promise<{ readonly language: string }>;
}

/** A component of the server: the browser gets the texts, and no i18next. */
export default async function Page({ params }: Properties) {
  const { language } = await params;
  const t = await translator(language);
  return (
    <main>
      <h1>{t("home")}</h1>
      <p>{t("ships", { count: 5 })}</p>
    </main>
  );
}
