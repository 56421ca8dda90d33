import { useId } from "preact/hooks";

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly type?: "text" | "date";
  readonly onChange: (value: string) => void;
}

/** A field for one line of text or a day. */
export function TextField({ label, value, type = "text", onChange }: TextFieldProps) {
  const id = useId();
  const change = (event: { readonly currentTarget: HTMLInputElement }) => onChange(event.currentTarget.value);
  return (
    <p>
      <label for={id}>{label}</label>
      {type === "date" ? (
        <input id={id} type="date" value={value} onInput={change} />
      ) : (
        <input id={id} type="text" value={value} maxLength={1000} spellcheck={false} onInput={change} />
      )}
    </p>
  );
}
