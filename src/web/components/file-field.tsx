import { useId, useState } from "preact/hooks";
import { formatList, t } from "../i18n.ts";
import { Icon } from "./icons.tsx";

interface FileFieldProps {
  readonly label: string;
  readonly files: readonly File[];
  readonly onChange: (files: readonly File[]) => void;
  readonly accept?: string;
  readonly multiple?: boolean;
}

/** A file field in the language of the interface (the browser's own speaks the browser's language). Files can be dropped on it. */
export function FileField({ label, files, onChange, accept, multiple = false }: FileFieldProps) {
  const [isOver, setOver] = useState(false);
  const id = useId();
  return (
    <div
      class={isOver ? "file-field over" : "file-field"}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const given = [...(event.dataTransfer?.files ?? [])];
        if (given.length === 0) return;
        event.preventDefault();
        onChange(multiple ? given : given.slice(0, 1));
      }}
    >
      <span class="field-label" id={`${id}-label`}>
        {label}
      </span>
      <input
        id={id}
        class="unseen"
        type="file"
        aria-labelledby={`${id}-label ${id}-button`}
        multiple={multiple}
        {...(accept !== undefined && { accept })}
        onChange={(event) => onChange([...(event.currentTarget.files ?? [])])}
      />
      <label for={id} id={`${id}-button`} class="button">
        <Icon name="upload" />
        {t(multiple ? "file.chooseSeveral" : "file.choose")}
      </label>
      <output class="muted">
        {files.length === 0 ? t("file.none") : formatList(files.map(({ name }) => name))}
      </output>
    </div>
  );
}
