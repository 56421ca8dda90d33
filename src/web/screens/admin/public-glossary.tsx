import { useId, useState } from "preact/hooks";
import {
  getCollections,
  getDocuments,
  getPublicSettings,
  type PublicSettings,
  setPublic,
} from "../../api/resources.ts";
import { DocumentTitle, rememberTitles } from "../../components/document-title.tsx";
import { Icon } from "../../components/icons.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { TextField } from "../../components/text-field.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";

/** What of the glossary anybody may read without a token. */
export function PublicGlossary() {
  const [settings, reload, put] = useLoaded("public-glossary", getPublicSettings);
  // What was public before the last change, for taking it back.
  const [before, setBefore] = useState<PublicSettings>();
  const undoing = useAction(async (wanted: PublicSettings) => {
    put(await setPublic(allOf(wanted)));
    setBefore(undefined);
    announce(t("publicGlossary.undone"));
  });
  return (
    <section aria-labelledby="public-glossary">
      <h2 id="public-glossary">{t("publicGlossary.title")}</h2>
      <p class="muted">{t("publicGlossary.lead")}</p>
      <LoadedView of={settings} reload={reload}>
        {(loaded) => (
          <Settings
            key={JSON.stringify(loaded)}
            settings={loaded}
            onSaved={(saved) => {
              setBefore(loaded);
              put(saved);
            }}
          />
        )}
      </LoadedView>
      <ProblemNotice error={undoing.error} />
      {before !== undefined && (
        <p class="actions" role="status">
          {t("publicGlossary.changed")}
          <button type="button" disabled={undoing.busy} onClick={() => undoing.run(before)}>
            <Icon name="undo" />
            {t("publicGlossary.undo")}
          </button>
        </p>
      )}
    </section>
  );
}

/** A change that makes everything as it is in these settings. */
const allOf = ({ everything, domains, collections, documents, about }: PublicSettings) => ({
  everything,
  domains: everything ? [] : domains.filter((domain) => domain.public).map(({ domain }) => domain),
  collections: [...collections],
  documents: [...documents],
  about: { title: "", publisher: "", licence: "", ...about },
});

interface SettingsProps {
  readonly settings: PublicSettings;
  readonly onSaved: (settings: PublicSettings) => void;
}

function Settings({ settings, onSaved }: SettingsProps) {
  const [everything, setEverything] = useState(settings.everything);
  const [domains, setDomains] = useState(
    settings.domains.filter((domain) => domain.public).map(({ domain }) => domain),
  );
  const [shown, setShown] = useState<readonly string[]>(settings.collections);
  const [documents, setDocuments] = useState<readonly string[]>(settings.documents);
  const [about, setAbout] = useState(settings.about);
  const [collections] = useLoaded("collections", getCollections);
  const saving = useAction(async () => {
    const { title = "", publisher = "", licence = "" } = about;
    const saved = await setPublic({
      everything,
      // Where everything is public, the single subjects say nothing.
      ...(everything ? {} : { domains }),
      collections: [...shown],
      documents: [...documents],
      about: { title: title.trim(), publisher: publisher.trim(), licence: licence.trim() },
    });
    onSaved(saved);
    announce(t("publicGlossary.saved", { count: saved.concepts }));
  });
  return (
    <form
      class="form card"
      aria-labelledby="public-glossary"
      onSubmit={(event) => {
        event.preventDefault();
        saving.run();
      }}
    >
      <fieldset>
        <legend>{t("publicGlossary.subjects")}</legend>
        <label class="check">
          <input type="checkbox" checked={everything} onChange={() => setEverything(!everything)} />
          {t("publicGlossary.everything")}
        </label>
        {settings.domains.map(({ domain, concepts }) => (
          <label class="check" key={domain}>
            <input
              type="checkbox"
              checked={everything || domains.includes(domain)}
              disabled={everything}
              onChange={() => setDomains(toggled(domains, domain))}
            />
            <span>
              {domain === "" ? t("publicGlossary.none") : domain}{" "}
              <span class="muted">{t("publicGlossary.concepts", { count: concepts })}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{t("publicGlossary.sentences")}</legend>
        {(collections.value ?? []).map((one) => (
          <label class="check" key={one.id}>
            <input
              type="checkbox"
              checked={shown.includes(one.id)}
              onChange={() => setShown(toggled(shown, one.id))}
            />
            {one.title}
          </label>
        ))}
      </fieldset>
      <SingleDocuments
        chosen={documents}
        collections={(collections.value ?? []).filter(({ id }) => !shown.includes(id))}
        onChange={setDocuments}
      />
      <fieldset>
        <legend>{t("publicGlossary.about")}</legend>
        {(["title", "publisher", "licence"] as const).map((field) => (
          <TextField
            key={field}
            label={t(field === "title" ? "publicGlossary.name" : `publicGlossary.${field}`)}
            value={about[field] ?? ""}
            onInput={(value) => setAbout({ ...about, [field]: value })}
            input={{ maxLength: 500, ...(field === "licence" ? LICENCE_INPUT : {}) }}
          />
        ))}
      </fieldset>
      <ProblemNotice error={saving.error} />
      <p class="actions">
        <button class="primary" disabled={saving.busy}>
          {t("publicGlossary.save")}
        </button>
        {settings.concepts > 0 && <a href="/terms">{t("publicGlossary.open")}</a>}
      </p>
    </form>
  );
}

interface SingleDocumentsProps {
  /** Ids. */
  readonly chosen: readonly string[];
  /** Collections that are not public as a whole. */
  readonly collections: readonly { readonly id: string; readonly title: string }[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Documents whose sentences may be shown although their collection is not public. */
function SingleDocuments({ chosen, collections, onChange }: SingleDocumentsProps) {
  const id = useId();
  const [collection, setCollection] = useState("");
  const [documents] = useLoaded(`documents of ${collection}`, async () => {
    const found = collection === "" ? [] : await getDocuments(collection);
    rememberTitles(found);
    return found;
  });
  const others = (documents.value ?? []).filter((document) => !chosen.includes(document.id));
  return (
    <fieldset>
      <legend>{t("publicGlossary.documents")}</legend>
      {chosen.map((document) => (
        <label class="check" key={document}>
          <input type="checkbox" checked onChange={() => onChange(toggled(chosen, document))} />
          <DocumentTitle id={document} />
        </label>
      ))}
      {others.map((document) => (
        <label class="check" key={document.id}>
          <input type="checkbox" checked={false} onChange={() => onChange([...chosen, document.id])} />
          {document.title}
        </label>
      ))}
      <div class="field">
        <label for={id}>{t("publicGlossary.documentsOf")}</label>
        <select id={id} value={collection} onChange={(event) => setCollection(event.currentTarget.value)}>
          <option value="">{t("publicGlossary.choose")}</option>
          {collections.map((one) => (
            <option value={one.id} key={one.id}>
              {one.title}
            </option>
          ))}
        </select>
      </div>
      {documents.is === "failed" && <ProblemNotice error={documents.error} />}
    </fieldset>
  );
}

const LICENCE_INPUT = {
  inputMode: "url",
  placeholder: "https://creativecommons.org/licenses/by/4.0/",
} as const;

/** The list without the item if it has it, else with it. */
const toggled = (list: readonly string[], item: string): string[] =>
  list.includes(item) ? list.filter((other) => other !== item) : [...list, item];
