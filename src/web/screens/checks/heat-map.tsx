import type { DocumentView } from "../../api/resources.ts";
import { getConceptFindings, getConcepts } from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { compareText, formatNumber, language, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { citedText } from "../../text/cited.ts";
import { address } from "../../router.ts";

interface Tally {
  readonly concept: string;
  /** Name of the concept in the glossary. */
  readonly name: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

/** Most concepts shown: those with most findings. */
const ROWS = 60;

async function tallies(): Promise<Tally[]> {
  const [found, names] = await Promise.all([getConceptFindings(), conceptNames()]);
  return [...Map.groupBy(found, ({ concept }) => concept)]
    .map(([concept, own]) => ({
      name: names.get(concept) ?? concept,
      concept,
      counts: new Map(own.map(({ document, count }) => [document, count])),
      total: own.reduce((sum, { count }) => sum + count, 0),
    }))
    .sort((a, b) => b.total - a.total || compareText(a.name, b.name));
}

/** Names of concepts by id: the first term in the language of the interface, else the first term. */
async function conceptNames(): Promise<Map<string, string>> {
  const { items } = await getConcepts({}, { limit: 1000 });
  return new Map(
    items.map(({ id, terms }) => {
      const term = terms.find((one) => one.language === language.get()) ?? terms[0];
      return [id, term ? citedText(term) : id];
    }),
  );
}

/** Findings by concept and document. Each cell has the number; its colour only repeats it. */
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
                              <a href={address("/checks", { document: id, concept })}>
                                {formatNumber(count)}
                              </a>
                            )}
                          </td>
                        );
                      })}
                      <td>
                        <a href={address("/checks", { concept })}>{formatNumber(total)}</a>
                      </td>
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
