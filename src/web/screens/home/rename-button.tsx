import { useState } from "preact/hooks";
import { Icon } from "../../components/icons.tsx";
import { t } from "../../i18n.ts";
import { RenameDialog } from "./rename-dialog.tsx";

interface RenameButtonProps {
  readonly title: string;
  /** Stores the new title. */
  readonly rename: (title: string) => Promise<unknown>;
  readonly onDone: () => void;
}

/** A small button beside a title that opens the dialog to change it. */
export function RenameButton(props: RenameButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="quiet icon-only"
        onClick={() => setOpen(true)}
        title={t("rename.do")}
        aria-label={`${t("rename.do")}: ${props.title}`}
      >
        <Icon name="rename" />
      </button>
      {isOpen && <RenameDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
