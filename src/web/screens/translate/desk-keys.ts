import type { Language } from "../../../domain/language.ts";
import type { Match } from "../../api/resources.ts";
import { useMay } from "../../session.ts";
import { useShortcuts } from "../../shortcuts.ts";
import { MATCHES } from "./assistance.ts";
import type { DeskActions } from "./desk-actions.ts";
import { contentOfMatch } from "./matches-panel.tsx";

/** Holds the keys of the desk. */
export function useDeskKeys(
  actions: DeskActions,
  at: number,
  matches: readonly Match[],
  target: Language,
  review: { readonly mark: () => void; readonly giveBack: (() => void) | undefined },
): void {
  const mayTranslate = useMay("translate");
  const mayReview = useMay("review");
  const { handle, open } = actions;
  const writing = [
    { keys: ["Ctrl+Enter"], label: "keys.confirm", run: actions.confirmNext },
    { keys: ["Ctrl+Shift+Enter"], label: "keys.confirmUnconfirmed", run: actions.confirmUnconfirmed },
    { keys: ["Ctrl+S"], label: "keys.save", run: () => actions.confirm() },
    { keys: ["Ctrl+I"], label: "keys.copySource", run: actions.copySource },
    { keys: ["Ctrl+,", "Alt+T"], label: "keys.insertCode", run: actions.insertCode },
    ...Array.from({ length: MATCHES }, (_, number) => ({
      keys: [`Ctrl+${number + 1}`, `Alt+${number + 1}`],
      label: "keys.match",
      run: () => {
        const match = matches[number];
        if (match) actions.use(contentOfMatch(match, target));
      },
    })),
    {
      keys: ["Ctrl+Shift+Space"],
      label: "keys.noBreak",
      run: () => handle.current?.insert(["\u00A0"]),
    },
    { keys: ["Ctrl+Alt+T"], label: "keys.newTerm", run: actions.newTerm },
  ];
  useShortcuts([
    ...writing.map((shortcut) => ({ ...shortcut, disabled: !mayTranslate })),
    {
      keys: ["Ctrl+Alt+Enter"],
      label: "keys.review",
      run: () => actions.confirm("reviewed"),
      disabled: !mayReview,
    },
    {
      keys: ["Ctrl+Alt+Shift+Enter"],
      label: "keys.final",
      run: () => actions.confirm("final"),
      disabled: !mayReview,
    },
    { keys: ["Ctrl+Alt+M"], label: "marks.add", run: review.mark, disabled: !mayReview },
    {
      keys: ["Ctrl+Alt+R"],
      label: "returned.one",
      run: () => review.giveBack?.(),
      disabled: !mayReview,
    },
    { keys: ["Ctrl+ArrowDown", "Alt+ArrowDown"], label: "keys.next", run: () => open(at + 1) },
    { keys: ["Ctrl+ArrowUp", "Alt+ArrowUp"], label: "keys.previous", run: () => open(at - 1) },
    { keys: ["Ctrl+E"], label: "keys.focus", run: () => handle.current?.focus() },
    { keys: ["Ctrl+F"], label: "keys.filter", run: () => document.getElementById("filter")?.focus() },
    {
      keys: ["Escape"],
      label: "keys.leave",
      run: () => document.querySelector<HTMLElement>(".unit-list [aria-current]")?.focus(),
      whileTyping: true,
    },
  ]);
}
