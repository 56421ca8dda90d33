import { useState } from "preact/hooks";
import type { Alignment } from "../../api/resources.ts";
import { t } from "../../i18n.ts";
import { AlignInput } from "./align-input.tsx";
import { AlignReview } from "./align-review.tsx";

/** The alignment screen: two or three texts go in, a person reviews the sentences, a document comes out. */
export function Align() {
  const [alignment, setAlignment] = useState<{
    readonly found: Alignment;
    readonly collection: string | undefined;
  }>();
  return (
    <section class="screen wide">
      <h1>{t("nav.align")}</h1>
      {alignment ? (
        <AlignReview
          alignment={alignment.found}
          collection={alignment.collection}
          onBack={() => setAlignment(undefined)}
        />
      ) : (
        <AlignInput onAligned={(found, collection) => setAlignment({ found, collection })} />
      )}
    </section>
  );
}
