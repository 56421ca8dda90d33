import type { ComponentChildren } from "preact";
import { t } from "../i18n.ts";
import type { Loaded } from "../loading.ts";
import { ProblemNotice } from "./problem-notice.tsx";

interface LoadedViewProps<Value> {
  readonly of: Loaded<Value>;
  readonly reload: () => void;
  readonly children: (value: Value) => ComponentChildren;
}

/** Shows a value when it is loaded, or the error with a button to try again. */
export function LoadedView<Value>({ of, reload, children }: LoadedViewProps<Value>) {
  return (
    <>
      {of.is === "failed" && (
        <ProblemNotice error={of.error}>
          <button type="button" onClick={reload}>
            {t("again")}
          </button>
        </ProblemNotice>
      )}
      {of.value !== undefined ? children(of.value) : of.is === "loading" && <Waiting />}
    </>
  );
}

/** A notice that something is loading; the style shows it after a moment. */
export function Waiting() {
  return (
    <p class="waiting" role="status">
      {t("loading")}
    </p>
  );
}
