import { useEffect } from "preact/hooks";

/**
 * Calls `onElsewhere` when somebody clicks outside of the element, or when the focus goes there: what is open can close.
 *
 * @param onElsewhere of the first time; later ones are not looked at
 */
export function useElsewhere(element: { readonly current: Element | null }, onElsewhere: () => void): void {
  useEffect(() => {
    const hear = ({ target }: Event) => {
      if (!(target instanceof Node) || !element.current?.contains(target)) onElsewhere();
    };
    document.addEventListener("click", hear);
    document.addEventListener("focusin", hear);
    return () => {
      document.removeEventListener("click", hear);
      document.removeEventListener("focusin", hear);
    };
  }, []);
}
