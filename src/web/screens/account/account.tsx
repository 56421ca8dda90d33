import { useState } from "preact/hooks";
import { endSession, getCollections, getMySessions, type MySession, patchMe } from "../../api/resources.ts";
import { LanguagesField } from "../../components/languages-field.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { AskingTable } from "../../components/row-table.tsx";
import { TextField } from "../../components/text-field.tsx";
import { countryName, formatAgo, formatDate, formatTime, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { useMe } from "../../session.ts";
import { Identities } from "./identities.tsx";
import { Passkeys } from "./passkeys.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { accessText } from "../../text/access-text.ts";

/** The screen of one's own account: name, languages, rights, and where one is signed in. */
export function Account() {
  const me = useMe();
  const [sessions, reload] = useLoaded("my-sessions", getMySessions);
  const [collections] = useLoaded("collections", getCollections);
  const titles = new Map(collections.value?.map(({ id, title }) => [id, title]));
  return (
    <section class="screen">
      <h1>{t("nav.account")}</h1>
      {me.person === null ? (
        <p class="empty">{t("account.nobody")}</p>
      ) : (
        <>
          <div class="columns">
            <section class="card" aria-labelledby="about-me">
              <h2 id="about-me">{t("account.about")}</h2>
              <AboutMe />
            </section>
            <section class="card" aria-labelledby="my-rights">
              <h2 id="my-rights">{t("account.rights")}</h2>
              <Rights titles={titles} />
            </section>
          </div>
          <Passkeys />
          <Identities titles={titles} />
          <RecoveryCodes />
          <section>
            <h2 id="my-sessions">{t("account.sessions")}</h2>
            <p class="muted">{t("account.sessionsLead")}</p>
            <LoadedView of={sessions} reload={reload}>
              {(list) => <Sessions sessions={list} onChange={reload} />}
            </LoadedView>
          </section>
        </>
      )}
    </section>
  );
}

function AboutMe() {
  const me = useMe();
  const [name, setName] = useState(me.name);
  const [languages, setLanguages] = useState(me.languages);
  const [known, setKnown] = useState({ name: me.name, languages: me.languages });
  const saving = useAction(async () => {
    const now = await patchMe({ name: name.trim(), languages: [...languages] });
    setKnown({ name: now.name, languages: now.languages });
    announce(t("save.done"));
  });
  const isSame = name.trim() === known.name && languages.join() === known.languages.join();
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        saving.run();
      }}
    >
      <TextField
        label={t("people.name")}
        value={name}
        onInput={setName}
        input={{ required: true, maxLength: 200, autocomplete: "name" }}
      />
      <LanguagesField value={languages} onChange={(chosen) => setLanguages([...chosen])} />
      <ProblemNotice error={saving.error} />
      <p class="actions">
        <button class="primary" disabled={saving.busy || isSame || name.trim() === ""}>
          {t("account.save")}
        </button>
      </p>
    </form>
  );
}

/** What one may do where, in words. */
function Rights({ titles }: { titles: ReadonlyMap<string, string> }) {
  const me = useMe();
  return (
    <>
      <ul>
        {accessText(me, titles).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p class="muted">{t("account.rightsLead")}</p>
    </>
  );
}

function Sessions({ sessions, onChange }: { sessions: readonly MySession[]; onChange: () => void }) {
  const nameOf = ({ device }: MySession) => device ?? t("account.unknownDevice");
  return (
    <AskingTable
      heading="my-sessions"
      class="sessions"
      columns={["device", "place", "used", "since"].map((column) => t(`account.column.${column}`))}
      rows={sessions}
      cells={(session) => [
        <>
          {nameOf(session)} {session.current && <span class="badge">{t("account.thisOne")}</span>}
        </>,
        session.place === null ? "–" : countryName(session.place),
        <time dateTime={session.used ?? session.created}>{formatAgo(session.used ?? session.created)}</time>,
        <time dateTime={session.created} title={formatTime(session.created)}>
          {formatDate(session.created)}
        </time>,
      ]}
      label={t("account.end")}
      question={(session) => t("account.endWhich", { device: nameOf(session) })}
      consequence={({ current }) => t(current ? "account.endThis" : "account.endOther")}
      onConfirm={async ({ id }) => {
        await endSession(id);
        announce(t("account.ended"));
        onChange();
      }}
    />
  );
}
