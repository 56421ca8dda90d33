import { useState } from "preact/hooks";
import { endSession, getCollections, getMySessions, type MySession, patchMe } from "../../api/resources.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { LanguagesField } from "../../components/languages-field.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { TextField } from "../../components/text-field.tsx";
import { countryName, formatAgo, formatDate, formatTime, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { useMe } from "../../session.ts";
import { accessText } from "../../text/access-text.ts";

/** The screen of one's own account: name, languages, rights, and where one is signed in. */
export function Account() {
  const me = useMe();
  const [sessions, reload] = useLoaded("my-sessions", getMySessions);
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
              <Rights />
            </section>
          </div>
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
function Rights() {
  const me = useMe();
  const [collections] = useLoaded("collections", getCollections);
  const titles = new Map(collections.value?.map(({ id, title }) => [id, title]));
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
  const [asked, setAsked] = useState<MySession>();
  const nameOf = ({ device }: MySession) => device ?? t("account.unknownDevice");
  return (
    <>
      <div class="table-frame" role="region" aria-labelledby="my-sessions" tabIndex={0}>
        <table class="sessions">
          <thead>
            <tr>
              {["device", "place", "used", "since"].map((column) => (
                <th key={column} scope="col">
                  {t(`account.column.${column}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <tr key={session.id}>
                <th scope="row">
                  {nameOf(session)} {session.current && <span class="badge">{t("account.thisOne")}</span>}
                </th>
                <td>{session.place === null ? "–" : countryName(session.place)}</td>
                <td>
                  <time dateTime={session.used ?? session.created}>
                    {formatAgo(session.used ?? session.created)}
                  </time>
                </td>
                <td>
                  <time dateTime={session.created} title={formatTime(session.created)}>
                    {formatDate(session.created)}
                  </time>
                </td>
                <td>
                  <button type="button" class="quiet" onClick={() => setAsked(session)}>
                    {t("account.end")}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {asked && (
        <ConfirmDialog
          title={t("account.endWhich", { device: nameOf(asked) })}
          text={t(asked.current ? "account.endThis" : "account.endOther")}
          label={t("account.end")}
          onConfirm={async () => {
            await endSession(asked.id);
            announce(t("account.ended"));
            onChange();
          }}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
