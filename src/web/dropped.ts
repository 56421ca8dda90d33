import { useEffect } from "preact/hooks";
import { createStore } from "./store.ts";

/** A file that was dropped on the page and that nobody has taken yet. */
export const dropped = createStore<File | undefined>(undefined);

/** What takes dropped files itself. */
const TAKES_FILES = ".file-field, dialog";

const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** Takes a file that is dropped anywhere on the page; without it, the browser would leave the page for the file. */
export function useDroppedFiles(isOn: boolean, take: (file: File) => void): void {
  useEffect(() => {
    const mark = (isOver: boolean) => document.documentElement.classList.toggle("dropping", isOver);
    const isElsewhere = ({ target }: DragEvent) =>
      target instanceof Element && target.closest(TAKES_FILES) !== null;
    const over = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      mark(isOn && !isElsewhere(event));
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) mark(false);
    };
    const drop = (event: DragEvent) => {
      mark(false);
      if (!carriesFile(event)) return;
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      if (file && isOn && !isElsewhere(event)) take(file);
    };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", over);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drop);
    };
  }, [isOn, take]);
}
