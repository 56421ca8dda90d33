import type { ComponentChildren } from "preact";
import { fetchFile } from "../api/client.ts";
import { saveFile } from "../downloading.ts";
import { useAction } from "../loading.ts";
import { Icon } from "./icons.tsx";
import { ProblemNotice } from "./problem-notice.tsx";

interface FetchButtonProps {
  /** Address of the file on the server. */
  readonly address: string;
  /** Name for a file that the server does not name. */
  readonly name: string;
  readonly children: ComponentChildren;
}

/** A button that fetches a file and saves it. A refusal is shown in the page, not in the browser's downloads. */
export function FetchButton({ address, name, children }: FetchButtonProps) {
  const fetching = useAction(async () => {
    const file = await fetchFile(address);
    saveFile(file.content, file.name ?? name);
  });
  return (
    <>
      <button type="button" disabled={fetching.busy} onClick={() => fetching.run()}>
        <Icon name="download" />
        {children}
      </button>
      <ProblemNotice error={fetching.error} />
    </>
  );
}
