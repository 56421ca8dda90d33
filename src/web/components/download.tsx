import type { ComponentChildren } from "preact";
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
  const download = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([...parts], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  return (
    <button type="button" class="quiet" onClick={download}>
      <Icon name="download" />
      {children}
    </button>
  );
}
