import { useEffect, useId, useRef, useState } from "preact/hooks";
import { t } from "../../i18n.ts";
import { mentionAt, type Named, peopleNamed } from "../../text/mentions.ts";
import { isSent } from "./send-key.ts";

interface CommentFieldProps {
  readonly label: string;
  readonly text: string;
  /** People who can be mentioned, as far as they are loaded. */
  readonly people: readonly Named[];
  readonly onInput: (text: string) => void;
  readonly onChoose: (person: Named) => void;
  /** Ctrl+Enter was pressed. */
  readonly onSend: () => void;
}

/** Most people that are offered at a time. */
const OFFERED = 8;

/** A field for a comment. Behind an @ it offers the people who can be asked by name. */
export function CommentField({ label, text, people, onInput, onChoose, onSend }: CommentFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const [isClosed, setClosed] = useState(false);
  /** Where the caret goes once the chosen name stands in the text. */
  const wanted = useRef<number>(undefined);
  const id = useId();
  const mention = isClosed ? undefined : mentionAt(text, caret);
  const offered = mention === undefined ? [] : peopleNamed(people, mention.typed).slice(0, OFFERED);
  const current = Math.min(at, offered.length - 1);
  useEffect(() => {
    if (wanted.current === undefined) return;
    field.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = undefined;
  }, [text]);
  const look = () => setCaret(field.current?.selectionStart ?? 0);
  const choose = (person: Named) => {
    if (mention === undefined) return;
    const before = `${text.slice(0, mention.start)}@${person.name} `;
    wanted.current = before.length;
    setCaret(before.length);
    setClosed(true);
    onInput(before + text.slice(caret));
    onChoose(person);
    field.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (isSent(event, onSend) || event.isComposing) return;
    const person = offered[current];
    if (person === undefined) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((current + step + offered.length) % offered.length);
    else if (event.key === "Enter" || event.key === "Tab") choose(person);
    else if (event.key === "Escape") setClosed(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="field comment-field">
      <label for={id}>{label}</label>
      <textarea
        ref={field}
        id={id}
        rows={3}
        maxLength={20_000}
        value={text}
        aria-autocomplete="list"
        aria-describedby={`${id}-hint`}
        {...(offered.length > 0 && {
          "aria-controls": `${id}-people`,
          "aria-activedescendant": `${id}-${current}`,
        })}
        onInput={(event) => {
          setClosed(false);
          setAt(0);
          look();
          onInput(event.currentTarget.value);
        }}
        onKeyDown={press}
        onKeyUp={look}
        onClick={look}
      />
      <p class="muted hint" id={`${id}-hint`}>
        {t("question.hint")}
      </p>
      {offered.length > 0 && (
        <ul class="people-offered" role="listbox" id={`${id}-people`} aria-label={t("question.people")}>
          {offered.map((person, index) => (
            <li
              key={person.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === current}
              // A press must not take the focus out of the field.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(person)}
            >
              {person.name}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
