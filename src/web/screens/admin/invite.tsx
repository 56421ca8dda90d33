import { useId, useState } from "preact/hooks";
import { ROLES } from "../../../services/access/roles.ts";
import { createSignInLink, createToken, getCollections, invite, type Role } from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { CollectionField } from "../../components/collection-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { TextField } from "../../components/text-field.tsx";
import { t } from "../../i18n.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { useKeptText } from "../../saving/kept-here.ts";
import { useMe } from "../../session.ts";
import { SecretNotice } from "../../components/secret-notice.tsx";

const KINDS = ["link", "token"] as const;
type Kind = (typeof KINDS)[number];

/** Days for which an invitation may be open. */
const MOST_DAYS: Readonly<Record<Kind, number>> = { link: 30, token: 3650 };

/** Invites a person by a link that makes an account, or makes a token for a program. */
export function Invite({ onDone }: { onDone: () => void }) {
  const mayInvite = useMe().everywhere.includes("manage");
  const [name, setName, settle] = useKeptText("invitation/");
  const [role, setRole] = useState<Role>("translator");
  const [collection, setCollection] = useState<string>();
  const [kind, setKind] = useState<Kind>("link");
  const [days, setDays] = useState("");
  const [secret, setSecret] = useState<{ readonly text: string; readonly lead: string }>();
  const [collections] = useLoaded("collections", getCollections);
  const id = useId();
  const creation = useAction(async () => {
    const wanted = { name: name.trim(), role, ...(collection === undefined ? {} : { collection }) };
    if (kind === "token") {
      const expires =
        days === "" ? {} : { expires: new Date(Date.now() + Number(days) * 86_400_000).toISOString() };
      const { token } = await createToken({ ...wanted, ...expires });
      setSecret({ text: token, lead: t("admin.made.token") });
    } else if (mayInvite) {
      const rights = collection === undefined ? { role } : { roles: { [collection]: role } };
      const open = days === "" ? {} : { days: Number(days) };
      const { path } = await invite({ name: wanted.name, ...rights, ...open });
      setSecret({ text: new URL(path, location.origin).href, lead: t("admin.made.invitation") });
    } else {
      // Who administers some collections alone makes a link that works within the hour.
      const { path } = await createSignInLink(wanted);
      setSecret({ text: new URL(path, location.origin).href, lead: t("admin.made.link") });
    }
    settle();
    onDone();
  });
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        creation.run();
      }}
    >
      <fieldset>
        <legend>{t("admin.kind")}</legend>
        {KINDS.map((one) => (
          <label key={one} class="radio">
            <input type="radio" name={`${id}-kind`} checked={kind === one} onChange={() => setKind(one)} />
            {t(`admin.kinds.${one}`)}
          </label>
        ))}
      </fieldset>
      <TextField
        label={t("admin.name")}
        value={name}
        onInput={setName}
        input={{ required: true, maxLength: 200 }}
      />
      <ChoiceField
        label={t("admin.role")}
        value={role}
        choices={ROLES.map((value) => ({ value, text: t(`role.${value}`) }))}
        onChange={(chosen) => setRole(chosen ?? role)}
      />
      <CollectionField
        label={t("admin.collection")}
        value={collection}
        collections={collections.value ?? []}
        none={t("admin.allCollections")}
        onChange={setCollection}
      />
      {(kind === "token" || mayInvite) && (
        <TextField
          label={t("admin.days")}
          value={days}
          onInput={setDays}
          input={{
            type: "number",
            min: 1,
            max: MOST_DAYS[kind],
            placeholder: kind === "token" ? t("admin.never") : "7",
          }}
        />
      )}
      <ProblemNotice error={creation.error} />
      <p class="actions">
        <button class="primary" disabled={creation.busy}>
          {t(`admin.make.${kind}`)}
        </button>
      </p>
      {secret && <SecretNotice lead={secret.lead} secret={secret.text} />}
    </form>
  );
}
