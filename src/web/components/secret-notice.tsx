import { t } from "../i18n.ts";
import { announce } from "../live.ts";

/** Shows a secret that was just made, with a button that copies it. The service never shows it again. */
export function SecretNotice({ lead, secret }: { readonly lead: string; readonly secret: string }) {
  const copy = () => void navigator.clipboard.writeText(secret).then(() => announce(t("copied")));
  return (
    <div class="notice good" role="status">
      <p>{lead}</p>
      <p>
        <code class="secret">{secret}</code>
      </p>
      <p>
        <button type="button" onClick={copy}>
          {t("copy")}
        </button>
      </p>
    </div>
  );
}
