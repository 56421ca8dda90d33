import { STATES, type State } from "../../../domain/unit.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { t } from "../../i18n.ts";
import { useMay } from "../../session.ts";

interface StateFieldProps {
  readonly label: string;
  readonly value: State | undefined;
  /** Text of the empty choice. */
  readonly none: string;
  readonly onChange: (state: State | undefined) => void;
}

/** A state that this person may set. Who may not review cannot set a state above `translated`. */
export function StateField(props: StateFieldProps) {
  const mayReview = useMay("review");
  const states = mayReview ? STATES : STATES.slice(0, 2);
  return (
    <ChoiceField {...props} choices={states.map((state) => ({ value: state, text: t(`state.${state}`) }))} />
  );
}
