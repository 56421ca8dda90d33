import { useState } from "preact/hooks";
import { Dialog } from "../components/dialog.tsx";
import { KeyHint } from "../components/key-hint.tsx";
import { formatList, t } from "../i18n.ts";
import { layers, type Shortcut } from "../shortcuts.ts";

/** Every key that holds on this screen. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const [held] = useState<readonly Shortcut[]>(() =>
    layers
      .get()
      .toReversed()
      .flatMap(({ shortcuts }) => shortcuts),
  );
  return (
    <Dialog title={t("keys.title")} onClose={onClose}>
      <p class="muted">{t("keys.lead")}</p>
      <dl class="keys">
        {held.map(({ keys, label }) => (
          <div>
            <dt>
              {keys.map((name, at) => (
                <>
                  {at > 0 && <span class="muted"> · </span>}
                  <KeyHint keys={name} />
                </>
              ))}
              <span class="unseen">{formatList([...keys])}</span>
            </dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
