import { useEffect, useErrorBoundary } from "preact/hooks";
import { ApiProblem, signedOut } from "../api/client.ts";
import { getMe, type Me } from "../api/resources.ts";
import { ProblemNotice } from "../components/problem-notice.tsx";
import { Waiting } from "../components/loaded-view.tsx";
import { language, t } from "../i18n.ts";
import { useLoaded } from "../loading.ts";
import { Session } from "../session.ts";
import { useStore } from "../store.ts";
import { Shell } from "./shell.tsx";
import { SignIn } from "./sign-in.tsx";

/** The page: it asks who is signed in, then shows the sign-in page or the screens. */
export function App() {
  // All texts change with the language, so everything below is built again.
  const shown = useStore(language);
  const [me, reload] = useLoaded<Me | undefined>("me", () =>
    getMe().catch((error: unknown) => {
      if (error instanceof ApiProblem && error.body.status === 401) return undefined;
      throw error;
    }),
  );
  const isSignedOut = useStore(signedOut);
  const [broken, recover] = useErrorBoundary();
  useEffect(() => {
    if (me.is === "ready" && me.value !== undefined) signedOut.set(false);
  }, [me]);

  if (broken !== undefined) {
    return (
      <main class="alone">
        <ProblemNotice error={broken}>
          <button type="button" onClick={recover}>
            {t("again")}
          </button>
        </ProblemNotice>
      </main>
    );
  }
  if (me.is === "loading" && me.value === undefined)
    return (
      <main class="alone">
        <Waiting />
      </main>
    );
  if (me.is === "failed" && me.value === undefined) {
    return (
      <main class="alone">
        <ProblemNotice error={me.error}>
          <button type="button" onClick={reload}>
            {t("again")}
          </button>
        </ProblemNotice>
      </main>
    );
  }
  if (me.value === undefined || isSignedOut) {
    return (
      <SignIn
        key={shown}
        onSignedIn={() => {
          signedOut.set(false);
          reload();
        }}
      />
    );
  }
  return (
    <Session.Provider value={me.value}>
      <Shell key={shown} />
    </Session.Provider>
  );
}
