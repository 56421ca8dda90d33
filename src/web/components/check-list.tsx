interface CheckListProps<Value extends string> {
  readonly legend: string;
  readonly values: readonly Value[];
  readonly chosen: readonly Value[];
  readonly textOf: (value: Value) => string;
  /** Gets the chosen values in the order of `values`. */
  readonly onChange: (chosen: readonly Value[]) => void;
}

/** A choice of any number of values, with a box for each. */
export function CheckList<Value extends string>(props: CheckListProps<Value>) {
  const { legend, values, chosen, textOf, onChange } = props;
  const toggle = (value: Value) => onChange(values.filter((one) => chosen.includes(one) !== (one === value)));
  return (
    <fieldset>
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value} class="check">
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
          {textOf(value)}
        </label>
      ))}
    </fieldset>
  );
}
