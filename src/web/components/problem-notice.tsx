import type { ComponentChildren } from "preact";
import { ApiProblem, ConnectionLost } from "../api/client.ts";
import { t } from "../i18n.ts";

/** An error in the server's words, with its advice. Shows nothing without an error. */
export function ProblemNotice({ error, children }: { error: unknown; children?: ComponentChildren }) {
  if (error === undefined) return null;
  return (
    <div class="notice problem" role="alert">
      <ProblemText error={error} />
      {children}
    </div>
  );
}

function ProblemText({ error }: { error: unknown }) {
  if (error instanceof ConnectionLost) return <p>{t("connection.lost")}</p>;
  if (!(error instanceof ApiProblem)) return <p>{t("problem.unforeseen")}</p>;
  const { title, detail, advice, fields = [] } = error.body;
  return (
    <>
      <p>
        <strong>{title}</strong>
      </p>
      <p>
        {detail} {advice}
      </p>
      {fields.length > 0 && (
        <ul>
          {fields.map(({ field, message }) => (
            <li>
              <code>{field}</code> {message}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
