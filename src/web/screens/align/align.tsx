import { useState } from "preact/hooks";
import type { Alignment } from "../../api/resources.ts";
import { t } from "../../i18n.ts";
import { AlignInput } from "./align-input.tsx";
import { AlignReview } from "./align-review.tsx";

/** Two or three texts in, sentences side by side, a document out. */
export function Align() {
  const [alignment, setAlignment] = useState<{ readonly found: Alignment; readonly collection: string }>();
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
