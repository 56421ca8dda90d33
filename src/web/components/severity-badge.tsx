import type { Severity } from "../../domain/finding.ts";
import { t } from "../i18n.ts";

const TONES: Readonly<Record<Severity, string>> = { error: "danger", warning: "warning", info: "" };

/** The severity of a finding in words and colour. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  return <span class={`badge ${TONES[severity]}`}>{t(`severity.${severity}`)}</span>;
}
