import { Dialog } from "../../components/dialog.tsx";
import { t } from "../../i18n.ts";
import { MakeCollection } from "./make-collection.tsx";

/** A dialog that makes a collection. */
export function NewCollection({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const finish = () => {
    onDone();
    onClose();
  };
  return (
    <Dialog title={t("collection.new")} onClose={onClose}>
      <MakeCollection onMade={finish} />
    </Dialog>
  );
}
