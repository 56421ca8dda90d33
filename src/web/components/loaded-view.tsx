import type { ComponentChildren } from "preact";
import { t } from "../i18n.ts";
import type { Loaded } from "../loading.ts";
import { ProblemNotice } from "./problem-notice.tsx";

interface LoadedViewProps<Value> {
  readonly of: Loaded<Value>;
  readonly reload: () => void;
  readonly children: (value: Value) => ComponentChildren;
}

/** Shows a value once it is there; what failed can be tried again. */
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

/** Appears only when something takes its time. */
export function Waiting() {
  return (
    <p class="waiting" role="status">
      {t("loading")}
    </p>
  );
}
