import { useId } from "preact/hooks";

interface ChoiceFieldProps<Value extends string | number> {
  readonly label: string;
  readonly value: Value | undefined;
  readonly choices: readonly { readonly value: Value; readonly text: string }[];
  /** Text of the empty choice; without it something is always chosen. */
  readonly none?: string;
  /** Gets `undefined` for `none`. */
  readonly onChange: (value: Value | undefined) => void;
}

/** A choice of one value from a list. */
export function ChoiceField<Value extends string | number>({
  label,
  value,
  choices,
  none,
  onChange,
}: ChoiceFieldProps<Value>) {
  const id = useId();
  return (
    <p>
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value === undefined ? "" : String(value)}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          onChange(choices.find((choice) => String(choice.value) === chosen)?.value);
        }}
      >
        {none !== undefined && <option value="">{none}</option>}
        {choices.map((choice) => (
          <option value={String(choice.value)}>{choice.text}</option>
        ))}
      </select>
    </p>
  );
}
