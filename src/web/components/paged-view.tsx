import type { ComponentChildren } from "preact";
import { t } from "../i18n.ts";
import type { Page, Pages } from "../paging.ts";
import { LoadedView } from "./loaded-view.tsx";
import { ProblemNotice } from "./problem-notice.tsx";

interface PagedViewProps<P extends Page> {
  readonly of: Pages<P>;
  /** Shows the loaded pages; the first one is there. */
  readonly children: (first: P, pages: readonly P[]) => ComponentChildren;
}

/** A list in pages, with a button that loads the next page. */
export function PagedView<P extends Page>({
  of: { first, all, hasMore, more, refresh },
  children,
}: PagedViewProps<P>) {
  return (
    <>
      <LoadedView of={first} reload={refresh}>
        {(page) => children(page, all)}
      </LoadedView>
      <ProblemNotice error={more.error} />
      {hasMore && (
        <p class="show-more">
          <button type="button" disabled={more.busy} onClick={more.run}>
            {t("showMore")}
          </button>
        </p>
      )}
    </>
  );
}
