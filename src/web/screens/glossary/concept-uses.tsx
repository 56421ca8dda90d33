import { useState } from "preact/hooks";
import { LANGUAGES } from "../../../domain/language.ts";
import { getConceptUses } from "../../api/resources.ts";
import { PagedView } from "../../components/paged-view.tsx";
import { t } from "../../i18n.ts";
import { usePages } from "../../paging.ts";
import { documentAddress } from "../../router.ts";
import { ShownText } from "../../text/shown-text.tsx";

/** Units of a page. */
const PAGE = 20;

/** The sentences that use a concept, in all their languages. They are looked for when somebody asks. */
export function ConceptUses({ id, version }: { readonly id: string; readonly version: number }) {
  const [isOpen, setOpen] = useState(false);
  const pages = usePages(isOpen ? `${id} ${version}` : undefined, (after, signal) =>
    getConceptUses(id, { limit: PAGE, ...(after === undefined ? {} : { after }) }, signal),
  );
  return (
    <details class="concept-uses card" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("concept.uses")}</summary>
      {isOpen && (
        <PagedView of={pages}>
          {({ items: first }, all) =>
            first.length === 0 ? (
              <p class="muted" role="status">
                {t("concept.noUses")}
              </p>
            ) : (
              <ul class="entries">
                {all
                  .flatMap(({ items }) => items)
                  .map(({ unit, hits }) => (
                    <li key={unit.id}>
                      {LANGUAGES.map((language) => {
                        const variant = unit.variants[language];
                        const marks = (hits[language] ?? []).map((hit) => ({ ...hit, kind: "term" }));
                        return (
                          variant && (
                            <div>
                              <ShownText language={language} content={variant.content} marks={marks} />
                            </div>
                          )
                        );
                      })}
                      <a href={documentAddress(unit.document, { unit: unit.id })}>{t("impact.open")}</a>
                    </li>
                  ))}
              </ul>
            )
          }
        </PagedView>
      )}
    </details>
  );
}
