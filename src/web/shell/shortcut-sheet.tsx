import { useState } from "preact/hooks";
import { Dialog } from "../components/dialog.tsx";
import { KeyHint } from "../components/key-hint.tsx";
import { formatList, t } from "../i18n.ts";
import { layers, type Shortcut } from "../shortcuts.ts";

/** A dialog with all keys of the screen. */
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
        {[...Map.groupBy(held, ({ label }) => label)].map(([label, own]) => (
          <div>
            <dt>
              {runsOf(own).map((run, at) => (
                <>
                  {at > 0 && <span class="muted"> · </span>}
                  {run.map((name, place) => (
                    <>
                      {place > 0 && " … "}
                      <KeyHint keys={name} />
                    </>
                  ))}
                </>
              ))}
              <span class="unseen">{formatList(own.flatMap(({ keys }) => keys))}</span>
            </dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

/** Keys of shortcuts with one description: the first and the last stand for the whole range. */
function runsOf(shortcuts: readonly Shortcut[]): string[][] {
  const [first] = shortcuts;
  const last = shortcuts.at(-1);
  return (first?.keys ?? []).map((name, at) => {
    const end = last?.keys[at];
    return end === undefined || end === name ? [name] : [name, end];
  });
}
