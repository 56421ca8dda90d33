import type { DocumentView } from "../../api/resources.ts";
import { getConcepts, getFindings } from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { formatNumber, language, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { citedText } from "../../text/cited.ts";
import { address } from "../../router.ts";

interface Tally {
  readonly concept: string;
  /** As the glossary calls it. */
  readonly name: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

/** Units asked for at a time, and pages at most. */
const PAGE = 1000;
const PAGES = 20;
/** Concepts shown, those with most findings. */
const ROWS = 60;

async function tallies(): Promise<Tally[]> {
  const counts = new Map<string, Map<string, number>>();
  for (const check of ["terminology", "triangle"]) {
    let after: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const { items, next } = await getFindings(
        { check },
        { limit: PAGE, ...(after === undefined ? {} : { after }) },
      );
      for (const { params, document } of items) {
        const concept = String(params["concept"] ?? "");
        const row = counts.get(concept) ?? new Map<string, number>();
        row.set(document, (row.get(document) ?? 0) + 1);
        counts.set(concept, row);
      }
      if (next === null) break;
      after = next;
    }
  }
  const names = await conceptNames();
  return [...counts]
    .map(([concept, row]) => ({
      name: names.get(concept) ?? concept,
      concept,
      counts: row,
      total: [...row.values()].reduce((sum, count) => sum + count, 0),
    }))
    .sort((a, b) => b.total - a.total);
}

/** Each concept by its first term in the interface's language, else in any. */
async function conceptNames(): Promise<Map<string, string>> {
  const { items } = await getConcepts({}, { limit: 1000 });
  return new Map(
    items.map(({ id, terms }) => {
      const term = terms.find((one) => one.language === language.get()) ?? terms[0];
      return [id, term ? citedText(term) : id];
    }),
  );
}

/** Which concepts go wrong in which documents: the number is in each cell, the colour only repeats it. */
export function HeatMap({ documents }: { documents: readonly DocumentView[] }) {
  const [loaded, reload] = useLoaded("tallies", tallies);
  return (
    <LoadedView of={loaded} reload={reload}>
      {(rows) => {
        if (rows.length === 0) return <p class="empty card">{t("checks.noTermFindings")}</p>;
        const concerned = documents.filter(({ id }) => rows.some(({ counts }) => counts.has(id)));
        const most = Math.max(...rows.flatMap(({ counts }) => [...counts.values()]));
        return (
          <>
            <p class="muted">{t("checks.heatLead")}</p>
            <div class="table-frame" role="region" aria-label={t("checks.views.concepts")} tabIndex={0}>
              <table class="heat">
                <thead>
                  <tr>
                    <th scope="col">{t("checks.concept")}</th>
                    {concerned.map((document) => (
                      <th scope="col">{document.title}</th>
                    ))}
                    <th scope="col">{t("checks.total")}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.slice(0, ROWS).map(({ concept, name, counts, total }) => (
                    <tr key={concept}>
                      <th scope="row">
                        <a href={address("/glossary", { concept })}>{name}</a>
                      </th>
                      {concerned.map(({ id }) => {
                        const count = counts.get(id) ?? 0;
                        const heat = count === 0 ? 0 : 1 + Math.round((3 * count) / most);
                        return (
                          <td class={`heat-${heat}`}>
                            {count > 0 && (
                              <a href={address("/checks", { document: id, check: "terminology" })}>
                                {formatNumber(count)}
                              </a>
                            )}
                          </td>
                        );
                      })}
                      <td>{formatNumber(total)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        );
      }}
    </LoadedView>
  );
}
