import type { ComponentChildren } from "preact";
import { saveFile } from "../downloading.ts";
import { Icon } from "./icons.tsx";

interface DownloadProps {
  /** Name of the file. */
  readonly name: string;
  readonly type: string;
  readonly parts: readonly string[];
  readonly children: ComponentChildren;
}

/** A button that saves data of the page as a file. */
export function Download({ name, type, parts, children }: DownloadProps) {
  return (
    <button type="button" class="quiet" onClick={() => saveFile(new Blob([...parts], { type }), name)}>
      <Icon name="download" />
      {children}
    </button>
  );
}
