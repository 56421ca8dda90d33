import { useId, useState } from "preact/hooks";
import { memorySettings, MOST_ORDER, MOST_PENALTY } from "../../../domain/standing.ts";
import { type Collection, setMemory } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { Icon } from "../../components/icons.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";

interface MemorySettingsProps {
  readonly collection: Collection;
  readonly onDone: () => void;
}

/** A small button that opens the settings of a collection for lookups. */
export function MemorySettingsButton(props: MemorySettingsProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="quiet icon-only"
        onClick={() => setOpen(true)}
        title={t("memory.do")}
        aria-label={`${t("memory.do")}: ${props.collection.title}`}
      >
        <Icon name="upkeep" />
      </button>
      {isOpen && <MemoryDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function MemoryDialog({
  collection,
  onDone,
  onClose,
}: MemorySettingsProps & { readonly onClose: () => void }) {
  const [settings, setSettings] = useState(memorySettings(collection.settings["memory"]));
  const saving = useAction(async () => {
    await setMemory(collection.id, settings);
    announce(t("save.done"));
    onClose();
    onDone();
  });
  return (
    <Dialog title={t("memory.title", { title: collection.title })} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          saving.run();
        }}
      >
        <NumberField
          label={t("memory.order")}
          value={settings.order}
          least={-MOST_ORDER}
          most={MOST_ORDER}
          onChange={(order) => setSettings({ ...settings, order })}
        />
        <p class="muted">{t("memory.orderHint")}</p>
        <NumberField
          label={t("memory.penalty")}
          value={settings.penalty}
          least={0}
          most={MOST_PENALTY}
          onChange={(penalty) => setSettings({ ...settings, penalty })}
        />
        <label class="radio">
          <input
            type="checkbox"
            checked={settings.readOnly}
            onChange={(event) => setSettings({ ...settings, readOnly: event.currentTarget.checked })}
          />
          {t("memory.readOnly")}
        </label>
        <ProblemNotice error={saving.error} />
        <DialogActions label={t("memory.save")} disabled={saving.busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

function NumberField({ label, value, least, most, onChange }: NumberFieldProps) {
  const id = useId();
  return (
    <p>
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        value={value}
        min={least}
        max={most}
        onInput={({ currentTarget: { valueAsNumber: typed } }) => onChange(Number.isNaN(typed) ? 0 : typed)}
      />
    </p>
  );
}
