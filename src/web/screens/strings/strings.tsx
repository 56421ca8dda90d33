import { useEffect, useId, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { LANGUAGES } from "../../../domain/language.ts";
import { type DocumentView, getCollections, getDocuments } from "../../api/resources.ts";
import { LoadedView, Waiting } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { amendQuery, place } from "../../router.ts";
import { draftsOf, saved } from "../../saving/saving.ts";
import { useMay } from "../../session.ts";
import { useShortcuts } from "../../shortcuts.ts";
import { useStore } from "../../store.ts";
import { loadUnits } from "../../document-units.ts";
import { Publication } from "./publication.tsx";
import { missingIn, type StringKey, stringKeys } from "./string-keys.ts";
import { saveString, StringEditor } from "./string-editor.tsx";

/** Keys shown at first; each press shows as many more. */
const PAGE = 50;

/** The strings screen: the strings of a website, those that lack a text first, and what is published. */
export function Strings() {
  const { query } = useStore(place);
  const [documents, reload] = useLoaded("namespaces", async () => {
    const collections = await getCollections();
    const all = (await Promise.all(collections.map(({ id }) => getDocuments(id)))).flat();
    return all.filter(({ namespace }) => namespace !== undefined);
  });
  const id = useId();
  return (
    <section class="screen">
      <h1>{t("nav.strings")}</h1>
      <LoadedView of={documents} reload={reload}>
        {(list) => {
          const chosen = list.find(({ namespace }) => namespace === query.get("namespace")) ?? list[0];
          if (!chosen) return <p class="empty card">{t("strings.none")}</p>;
          return (
            <>
              <p class="field namespace">
                <label for={id}>{t("strings.namespace")}</label>
                <select
                  id={id}
                  value={chosen.namespace ?? ""}
                  onChange={(event) => amendQuery({ namespace: event.currentTarget.value })}
                >
                  {list.map(({ namespace = "", title }) => (
                    <option value={namespace}>
                      {namespace} — {title}
                    </option>
                  ))}
                </select>
              </p>
              <Namespace key={chosen.id} document={chosen} />
            </>
          );
        }}
      </LoadedView>
    </section>
  );
}

function Namespace({ document }: { document: DocumentView }) {
  const units = useMemo(() => loadUnits(document.id, {}), [document.id]);
  useEffect(() => () => units.stop(), [units]);
  const { units: list, isComplete, error } = useStore(units.state);
  const [q, setQ] = useState("");
  const [onlyMissing, setOnlyMissing] = useState(false);
  const [shown, setShown] = useState(PAGE);
  const [saves, setSaves] = useState(0);
  const justSaved = useStore(saved);
  // Before the next key, as at the desk.
  useLayoutEffect(() => {
    if (justSaved?.document !== document.id) return;
    units.replace(justSaved);
    setSaves((count) => count + 1);
  }, [justSaved, units]);
  const mayTranslate = useMay("translate");
  useShortcuts([
    {
      keys: ["Ctrl+S"],
      label: "keys.save",
      run: () => void Promise.all(draftsOf(document.id).map(saveString)),
      disabled: !mayTranslate,
    },
  ]);
  const id = useId();
  const keys = useMemo(() => stringKeys(list), [list]);
  const needle = q.trim().toLocaleLowerCase();
  const fits = (key: StringKey) =>
    needle === "" ||
    key.name.toLocaleLowerCase().includes(needle) ||
    key.units.some(({ unit }) =>
      LANGUAGES.some((language) => unit.variants[language]?.text.toLocaleLowerCase().includes(needle)),
    );
  const languages = LANGUAGES.filter((language) => document.languages.includes(language));
  // The order stays as it was at first: a key must not move while somebody fills it in.
  const [first, setFirst] = useState<ReadonlySet<string>>();
  useEffect(() => {
    if (isComplete && !first)
      setFirst(new Set(keys.filter((key) => missingIn(key, languages).length > 0).map(({ name }) => name)));
  }, [isComplete]);
  const found = keys.filter(
    (key) => fits(key) && (!onlyMissing || missingIn(key, languages).length > 0 || first?.has(key.name)),
  );
  const ordered = first
    ? [...found.filter(({ name }) => first.has(name)), ...found.filter(({ name }) => !first.has(name))]
    : found;
  const missing = keys.filter((key) => missingIn(key, languages).length > 0).length;
  return (
    <>
      <Publication document={document} units={list} saves={saves} />
      <search class="filters">
        <p>
          <label for={id}>{t("strings.search")}</label>
          <input id={id} type="search" value={q} onInput={(event) => setQ(event.currentTarget.value)} />
        </p>
        <label class="check">
          <input
            type="checkbox"
            checked={onlyMissing}
            onChange={(event) => setOnlyMissing(event.currentTarget.checked)}
          />
          {t("strings.onlyMissing")}
        </label>
      </search>
      <ProblemNotice error={error} />
      {!isComplete && error === undefined ? (
        <Waiting />
      ) : (
        <p class="muted" role="status">
          {t("strings.count", { count: found.length })}
          {/* The style puts the space between the sentences, because Chinese has none. */}
          <span class="sentence">
            {missing === 0 ? t("strings.allThere") : t("strings.missing", { count: missing })}
          </span>
        </p>
      )}
      <ul class="string-list">
        {isComplete &&
          ordered
            .slice(0, shown)
            .map((key) => (
              <StringEditor key={`${key.name} ${key.ordinal}`} string={key} languages={languages} />
            ))}
      </ul>
      {isComplete && ordered.length > shown && (
        <p>
          <button type="button" onClick={() => setShown(shown + PAGE)}>
            {t("more", { count: ordered.length - shown })}
          </button>
        </p>
      )}
    </>
  );
}
