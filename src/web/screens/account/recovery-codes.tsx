import { useState } from "preact/hooks";
import { getMyRecoveryCodes, makeRecoveryCodes } from "../../api/resources.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { SecretNotice } from "../../components/secret-notice.tsx";
import { formatDate, formatNumber, t } from "../../i18n.ts";
import { useAction, useLoaded } from "../../loading.ts";

/** How many recovery codes are left, and new ones. Where some are left, it asks first, because they end. */
export function RecoveryCodes() {
  const [count, reload] = useLoaded("my-recovery-codes", getMyRecoveryCodes);
  const [codes, setCodes] = useState<readonly string[]>();
  const [isAsking, setAsking] = useState(false);
  const make = async () => {
    setCodes(await makeRecoveryCodes());
    reload();
  };
  const making = useAction(make);
  return (
    <section aria-labelledby="my-recovery-codes">
      <h2 id="my-recovery-codes">{t("account.codes")}</h2>
      <p class="muted">{t("account.codesLead")}</p>
      <LoadedView of={count} reload={reload}>
        {({ left, all, created }) => (
          <>
            <p class={all > 0 && left < 3 ? "notice warning" : ""}>
              {created === null
                ? t("account.codesNone")
                : t("account.codesLeft", {
                    left: formatNumber(left),
                    all: formatNumber(all),
                    date: formatDate(created),
                  })}
            </p>
            <ProblemNotice error={making.error} />
            <p class="actions">
              <button
                type="button"
                disabled={making.busy}
                onClick={() => (left > 0 ? setAsking(true) : making.run())}
              >
                {t(all > 0 ? "account.codesAnew" : "account.codesMake")}
              </button>
            </p>
          </>
        )}
      </LoadedView>
      {codes && <SecretNotice lead={t("account.codesMade")} secret={codes.join("\n")} />}
      {isAsking && (
        <ConfirmDialog
          title={t("account.codesAnew")}
          text={t("account.codesEnd")}
          label={t("account.codesAnew")}
          onConfirm={make}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}
