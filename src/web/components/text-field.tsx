import type { ComponentProps } from "preact";
import { useId } from "preact/hooks";

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** What else the input has: its type, bounds, a placeholder. */
  readonly input?: ComponentProps<"input">;
}

/** An input of one line with its label. */
export function TextField({ label, value, onInput, input = {} }: TextFieldProps) {
  const id = useId();
  return (
    <p>
      <label for={id}>{label}</label>
      <input {...input} id={id} value={value} onInput={(event) => onInput(event.currentTarget.value)} />
    </p>
  );
}
