import { useLayoutEffect } from "preact/hooks";
import { createStore } from "./store.ts";

/** A file that was dropped on the page and waits for the import dialog. */
export const dropped = createStore<File | undefined>(undefined);

/** A file for the glossary that was given to the texts, and waits for the glossary's dialog. */
export const glossaryDropped = createStore<File | undefined>(undefined);

/** Elements that take dropped files themselves. */
const TAKES_FILES = ".file-field, dialog";

const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** Takes a file that is dropped anywhere on the page. Without it, the browser would open the file instead of the page. */
export function useDroppedFiles(isOn: boolean, take: (file: File) => void): void {
  useLayoutEffect(() => {
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
