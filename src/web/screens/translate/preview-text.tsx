import type { ComponentChildren } from "preact";
import { type Code, type Content, isCode } from "../../../domain/segment.ts";

type Children = ComponentChildren[];

/** A text as the document will show it: bold, italic, links and line ends, without the codes themselves. */
export function PreviewText({ content }: { content: Content }) {
  const root: Children = [];
  const open: { code: Code; children: Children }[] = [];
  const here = (): Children => open.at(-1)?.children ?? root;
  const close = () => {
    const last = open.pop();
    if (last !== undefined) here().push(formatted(last.code, last.children));
  };
  for (const part of content) {
    if (!isCode(part)) here().push(part);
    else if (part.kind === "open" && part.annotation !== true) open.push({ code: part, children: [] });
    else if (part.kind === "ph") here().push(standing(part));
    else if (part.kind === "close" && open.some(({ code }) => code.id === part.id)) {
      // Spans may overlap; elements may not.
      while (open.at(-1)?.code.id !== part.id) close();
      close();
    }
  }
  while (open.length > 0) close();
  return <>{root}</>;
}

function formatted({ attributes }: Code, children: Children) {
  switch (attributes?.["subType"]) {
    case "xlf:b":
      return <b>{children}</b>;
    case "xlf:i":
      return <i>{children}</i>;
    case "xlf:u":
      return <u>{children}</u>;
    default:
      return attributes?.["type"] === "link" ? <span class="preview-link">{children}</span> : <>{children}</>;
  }
}

/** What stands in place of a code that holds no text of the unit. */
function standing({ attributes, data, element }: Code) {
  if (attributes?.["subType"] === "xlf:lb") return <br />;
  if (attributes?.["type"] === "image") return <span class="preview-image" />;
  const shown = attributes?.["disp"] ?? data?.replace(/<[^<>]*>/gu, "").replace(/^`+|`+$/gu, "") ?? element;
  return shown === "" ? null : <code>{shown}</code>;
}
