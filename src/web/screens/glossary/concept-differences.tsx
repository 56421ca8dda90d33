import type { Concept } from "../../../domain/concept.ts";
import { htmlLanguage } from "../../../domain/language.ts";
import { getImportedConcepts } from "../../api/resources.ts";
import { PagedView } from "../../components/paged-view.tsx";
import { languageName, t } from "../../i18n.ts";
import { usePages } from "../../paging.ts";
import { address } from "../../router.ts";
import { conceptDifferences, type Difference } from "./concept-difference.ts";
import { DETAIL_CHOICES } from "./term-details.tsx";

/** Concepts of a page. */
const PAGE = 50;

/** What an import changed in the glossary, concept by concept. */
export function ImportedConcepts({ id }: { id: string }) {
  const pages = usePages(id, (after) =>
    getImportedConcepts(id, { limit: PAGE, ...(after === undefined ? {} : { after }) }),
  );
  return (
    <PagedView of={pages}>
      {(_, all) => (
        <ul class="entries">
          {all
            .flatMap(({ items }) => items)
            .map(({ concept, name, before, after }) => (
              <li key={concept}>
                <p>
                  <a href={address("/glossary", { concept })}>{name}</a>{" "}
                  {before === null && <span class="badge good">{t("result.created")}</span>}
                  {after === null && <span class="badge warning">{t("result.removed")}</span>}
                </p>
                <ConceptDifferences before={before} after={after} />
              </li>
            ))}
        </ul>
      )}
    </PagedView>
  );
}

interface ConceptDifferencesProps {
  /** `null`: the concept was not there. */
  readonly before: Concept | null;
  readonly after: Concept | null;
  /** Names of other concepts by id; the others are shown by their ids. */
  readonly names?: ReadonlyMap<string, string>;
}

/** What differs between two states of a concept, a line for each part. */
export function ConceptDifferences({ before, after, names }: ConceptDifferencesProps) {
  return (
    <ul class="concept-differences">
      {conceptDifferences(before, after).map((one) => (
        <li>
          <span class="muted">
            {t(`concept.parts.${one.part}`)}
            {one.language && ` (${languageName(one.language)})`}:
          </span>{" "}
          {one.fields ? (
            <>
              <span lang={one.language && htmlLanguage(one.language)}>{one.to}</span>
              <ul>
                {one.fields.map((field) => (
                  <li>
                    <span class="muted">{t(`term.parts.${field.part}`)}:</span> <BeforeAndAfter of={field} />
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <BeforeAndAfter of={one} names={names} />
          )}
        </li>
      ))}
    </ul>
  );
}

interface BeforeAndAfterProps {
  readonly of: Difference;
  readonly names?: ReadonlyMap<string, string> | undefined;
}

function BeforeAndAfter({ of: { from, to, language, part }, names }: BeforeAndAfterProps) {
  const lang = language && htmlLanguage(language);
  const worded = (text: string): string => {
    if (part === "relations") {
      const [type = "", concept = ""] = text.split(" ");
      return `${t(`concept.relations.${type}`)}: ${names?.get(concept) ?? concept}`;
    }
    if (part === "status") return t(`concept.statuses.${text}`);
    if (part === "administrativeStatus") return t(`term.status.${text}`);
    return part in DETAIL_CHOICES ? t(`term.values.${part}.${text}`) : text;
  };
  return (
    <span class="difference" lang={lang}>
      {from !== undefined && <del>{worded(from)}</del>}
      {from !== undefined && to !== undefined && " → "}
      {to !== undefined && <ins>{worded(to)}</ins>}
    </span>
  );
}
