import { useState } from "preact/hooks";
import { getMyPasskeys, type MyPasskey, removePasskey, renamePasskey } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { AskingTable } from "../../components/row-table.tsx";
import { TextField } from "../../components/text-field.tsx";
import { formatAgo, formatDate, formatTime, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { knowsPasskeys, makePasskey } from "../../passkeys.ts";
import { RenameButton } from "../home/rename-button.tsx";

/** One's own passkeys: to sign in without typing anything. */
export function Passkeys() {
  const [passkeys, reload] = useLoaded("my-passkeys", getMyPasskeys);
  const [isAdding, setAdding] = useState(false);
  return (
    <section>
      <h2 id="my-passkeys">{t("account.passkeys")}</h2>
      <p class="muted">{t("account.passkeysLead")}</p>
      <LoadedView of={passkeys} reload={reload}>
        {(list) =>
          list.length === 0 ? (
            <p class="empty">{t("account.passkeysNone")}</p>
          ) : (
            <Table passkeys={list} onChange={reload} />
          )
        }
      </LoadedView>
      {knowsPasskeys() ? (
        <p class="actions">
          <button type="button" onClick={() => setAdding(true)}>
            {t("account.passkeyAdd")}
          </button>
        </p>
      ) : (
        <p class="notice">{t("account.passkeysUnknown")}</p>
      )}
      {isAdding && <AddDialog onClose={() => setAdding(false)} onDone={reload} />}
    </section>
  );
}

function Table({ passkeys, onChange }: { passkeys: readonly MyPasskey[]; onChange: () => void }) {
  const question = ({ name }: MyPasskey) => t("account.passkeyRemoveWhich", { name });
  return (
    <AskingTable
      heading="my-passkeys"
      class="sessions"
      columns={["name", "created", "used"].map((column) => t(`account.passkeyColumn.${column}`))}
      rows={passkeys}
      cells={({ id, name, host, synced, created, used }) => [
        <>
          {name}{" "}
          <RenameButton title={name} rename={(wanted) => renamePasskey(id, wanted)} onDone={onChange} />
          {synced && <span class="badge">{t("account.passkeySynced")}</span>}{" "}
          {host !== location.hostname && <span class="muted">{t("account.passkeyHost", { host })}</span>}
        </>,
        <time dateTime={created} title={formatTime(created)}>
          {formatDate(created)}
        </time>,
        used === null ? "–" : <time dateTime={used}>{formatAgo(used)}</time>,
      ]}
      label={t("account.remove")}
      nameOf={question}
      question={question}
      consequence={({ onlyWay }) => t(onlyWay ? "account.lastWay" : "account.passkeyRemoveText")}
      onConfirm={async ({ id, onlyWay }) => {
        await removePasskey(id, onlyWay);
        announce(t("account.passkeyRemoved"));
        onChange();
      }}
    />
  );
}

/** Asks for a name, then hands over to the browser. */
function AddDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const [name, setName] = useState("");
  const [isGivenUp, setGivenUp] = useState(false);
  const adding = useAction(async () => {
    setGivenUp(false);
    const made = await makePasskey(name.trim());
    if (made === undefined) return setGivenUp(true);
    announce(t("account.passkeyAdded"));
    onDone();
    onClose();
  });
  return (
    <Dialog title={t("account.passkeyAdd")} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          adding.run();
        }}
      >
        <TextField
          label={t("account.passkeyName")}
          value={name}
          onInput={setName}
          input={{ required: true, maxLength: 200, placeholder: t("account.passkeyExample") }}
        />
        <p class="muted">{t("account.passkeyNext")}</p>
        {isGivenUp && (
          <p class="notice warning" role="alert">
            {t("account.passkeyGivenUp")}
          </p>
        )}
        <ProblemNotice error={adding.error} />
        <DialogActions
          label={t("account.passkeyDo")}
          disabled={adding.busy || name.trim() === ""}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}
