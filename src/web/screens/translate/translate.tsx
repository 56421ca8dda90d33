import { ConnectionLost } from "../../api/client.ts";
import { getDocument } from "../../api/resources.ts";
import { rememberTitles } from "../../components/document-title.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { documentOf, place } from "../../router.ts";
import { useStore } from "../../store.ts";
import { Desk } from "./desk.tsx";

/** The screen of one document: its desk, or why the document cannot be shown. */
export function Translate() {
  const id = documentOf(useStore(place).path) ?? "";
  const [document, reload] = useLoaded(id, async () => {
    const found = await getDocument(id);
    rememberTitles([found]);
    return found;
  });
  if (
    document.is === "failed" &&
    document.value === undefined &&
    !(document.error instanceof ConnectionLost)
  ) {
    return (
      <section class="screen">
        <h1>{t("missing.document")}</h1>
        <ProblemNotice error={document.error}>
          <button type="button" onClick={reload}>
            {t("again")}
          </button>
        </ProblemNotice>
        <p>
          <a href="/">{t("nav.home")}</a>
        </p>
      </section>
    );
  }
  return (
    <LoadedView of={document} reload={reload}>
      {(shown) => <Desk key={shown.id} document={shown} />}
    </LoadedView>
  );
}
