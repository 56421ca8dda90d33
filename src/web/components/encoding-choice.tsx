import { ApiProblem } from "../api/client.ts";
import { t } from "../i18n.ts";

/** One way to read a file whose encoding is in doubt. */
interface EncodingReading {
  readonly encoding: string;
  /** Some words of the file as this encoding reads them. */
  readonly text: string;
}

/** The two likeliest readings of a file that was refused because its encoding is in doubt; else none. */
function readingsOf(error: unknown): readonly EncodingReading[] {
  if (!(error instanceof ApiProblem) || error.body.code !== "encoding-doubtful") return [];
  const { first, firstText, second, secondText } = (error.body["params"] ?? {}) as Record<string, unknown>;
  return [
    { encoding: String(first), text: String(firstText) },
    { encoding: String(second), text: String(secondText) },
  ];
}

interface EncodingChoiceProps {
  readonly error: unknown;
  /** The encoding that the person has chosen. */
  readonly chosen: string | undefined;
  readonly onChoose: (encoding: string | undefined) => void;
}

/** Asks which of two readings of a file is right, and shows the answer. */
export function EncodingChoice({ error, chosen, onChoose }: EncodingChoiceProps) {
  const readings = readingsOf(error);
  if (readings.length > 0)
    return (
      <fieldset>
        <legend>{t("import.whichReading")}</legend>
        <p class="actions">
          {readings.map(({ encoding, text }) => (
            <button type="button" onClick={() => onChoose(encoding)}>
              <q>{text}</q> <span class="muted">{encoding}</span>
            </button>
          ))}
        </p>
      </fieldset>
    );
  if (chosen === undefined) return null;
  return (
    <p class="actions">
      {t("import.readAs", { encoding: chosen })}
      <button type="button" class="quiet" onClick={() => onChoose(undefined)}>
        {t("import.readOtherwise")}
      </button>
    </p>
  );
}
