import { compareCodes, type Content, plainText } from "../../../domain/segment.ts";
import { KeyHint } from "../../components/key-hint.tsx";
import { t } from "../../i18n.ts";
import { missingCodes } from "../../text/codes.ts";

interface CodeNoticeProps {
  readonly source: Content | undefined;
  readonly target: Content;
  /** Inserts the first missing code. */
  readonly onInsert: () => void;
}

/** Says when the codes of the target are not those of the source. */
export function CodeNotice({ source, target, onInsert }: CodeNoticeProps) {
  if (source === undefined || plainText(target) === "") return null;
  const found = compareCodes(source, target);
  if (!found) return null;
  const missing = missingCodes(source, target).length;
  const kind = missing > 0 ? "missing" : found.added.length > 0 ? "added" : "reordered";
  return (
    <div class="notice warning code-notice">
      <p>{t(`codes.${kind}`, { count: missing || found.added.length })}</p>
      {missing > 0 && (
        <button type="button" onClick={onInsert} aria-keyshortcuts="Control+, Alt+T">
          {t("codes.insert")} <KeyHint keys="Alt+T" />
        </button>
      )}
    </div>
  );
}
