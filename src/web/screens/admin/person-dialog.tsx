import { useState } from "preact/hooks";
import { isRole } from "../../../services/access/roles.ts";
import { type Collection, createSignInLink, patchPerson, type Person } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { LanguagesField } from "../../components/languages-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { TextField } from "../../components/text-field.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";
import { useMe } from "../../session.ts";
import { type Roles, RolesField } from "./roles-field.tsx";
import { SecretNotice } from "../../components/secret-notice.tsx";

interface PersonDialogProps {
  readonly person: Person;
  readonly collections: readonly Collection[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Changes a person: name, languages, roles, whether they may come in; and makes a sign-in link for emergencies. */
export function PersonDialog({ person, collections, onClose, onDone }: PersonDialogProps) {
  const me = useMe();
  const [name, setName] = useState(person.name);
  const [languages, setLanguages] = useState(person.languages);
  const [roles, setRoles] = useState<Roles>(() => rolesOf(person));
  const [isDisabled, setDisabled] = useState(person.disabled !== null);
  const [link, setLink] = useState<string>();
  const isMe = person.id === me.person;
  const saving = useAction(async () => {
    const rights = {
      role: roles.role ?? null,
      roles: Object.fromEntries(roles.roles),
      disabled: isDisabled,
    };
    await patchPerson(person.id, person.version, {
      name: name.trim(),
      languages: [...languages],
      ...(isMe ? {} : rights),
    });
    announce(t("save.done"));
    onClose();
    onDone();
  });
  const linking = useAction(async () => {
    const { path } = await createSignInLink({ person: person.id });
    setLink(new URL(path, location.origin).href);
  });
  return (
    <Dialog title={t("people.change", { name: person.name })} onClose={onClose}>
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
          input={{ required: true, maxLength: 200 }}
        />
        <LanguagesField value={languages} onChange={setLanguages} />
        {isMe ? (
          <p class="muted">{t("people.ownRights")}</p>
        ) : (
          <>
            <RolesField value={roles} collections={collections} onChange={setRoles} />
            <label class="check">
              <input
                type="checkbox"
                checked={isDisabled}
                onChange={(event) => setDisabled(event.currentTarget.checked)}
              />
              {t("people.disable")}
            </label>
          </>
        )}
        {person.disabled === null && (
          <p>
            <button type="button" class="quiet" disabled={linking.busy} onClick={() => linking.run()}>
              {t("people.link")}
            </button>
          </p>
        )}
        {link !== undefined && <SecretNotice lead={t("admin.made.link")} secret={link} />}
        <ProblemNotice error={saving.error ?? linking.error} />
        <DialogActions
          label={t("people.save")}
          disabled={saving.busy || name.trim() === ""}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}

const rolesOf = ({ role, roles }: Person): Roles => ({
  role: isRole(role) ? role : undefined,
  roles: Object.entries(roles).flatMap(([collection, there]) => (isRole(there) ? [[collection, there]] : [])),
});
