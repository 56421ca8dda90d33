import { describe, expect, test } from "vitest";
import { findShortcut, pressed, type Shortcut } from "../../src/web/shortcuts.ts";

const key = (about: Partial<Parameters<typeof pressed>[0]>) =>
  pressed({
    key: "",
    code: "",
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    shiftKey: false,
    isComposing: false,
    keyCode: 0,
    ...about,
  });

describe("the name of a key", () => {
  test.each([
    ["a Latin letter follows the layout, as on Dvorak", { key: "k", code: "KeyV", ctrlKey: true }, "Ctrl+K"],
    ["a Cyrillic letter follows its place", { key: "л", code: "KeyK", ctrlKey: true }, "Ctrl+K"],
    ["⌘ is Ctrl", { key: "k", code: "KeyK", metaKey: true }, "Ctrl+K"],
    [
      "a capital counts as its letter with Shift",
      { key: "K", code: "KeyK", ctrlKey: true, shiftKey: true },
      "Ctrl+Shift+K",
    ],
    ["digits, also where they need Shift", { key: "&", code: "Digit1", ctrlKey: true }, "Ctrl+1"],
    ["what Option types on a Mac", { key: "¡", code: "Digit1", altKey: true }, "Alt+1"],
    ["a sign of its own", { key: "?", code: "Slash", shiftKey: true }, "?"],
    ["the same sign elsewhere on a Russian keyboard", { key: "?", code: "Digit7", shiftKey: true }, "?"],
    ["the full-width sign of a Chinese keyboard", { key: "？", code: "Slash", shiftKey: true }, "?"],
    ["a bracket on a Cyrillic layout", { key: "х", code: "BracketLeft" }, "["],
    ["named keys", { key: "Enter", code: "Enter", ctrlKey: true, shiftKey: true }, "Ctrl+Shift+Enter"],
    ["the space bar", { key: " ", code: "Space", ctrlKey: true, shiftKey: true }, "Ctrl+Shift+Space"],
    ["function keys", { key: "F8", code: "F8" }, "F8"],
  ])("%s", (_, about, name) => {
    expect(key(about)).toBe(name);
  });

  test.each([
    ["while an input method composes", { key: "Enter", code: "Enter", isComposing: true }],
    ["for the key that ends composing in some browsers", { key: "Enter", code: "Enter", keyCode: 229 }],
    ["for a modifier alone", { key: "Control", code: "ControlLeft", ctrlKey: true }],
    ["for a dead key", { key: "Dead", code: "Quote" }],
  ])("is undefined %s", (_, about) => {
    expect(key(about)).toBeUndefined();
  });
});

describe("the shortcut of a key", () => {
  const shortcut = (label: string, keys: string[], more: Partial<Shortcut> = {}): Shortcut => ({
    label,
    keys,
    run: () => undefined,
    ...more,
  });
  const screen = {
    shortcuts: [shortcut("merge", ["M"]), shortcut("save", ["Ctrl+S"]), shortcut("next", ["F8"])],
  };

  test("the top layer has priority", () => {
    expect(
      findShortcut([screen, { shortcuts: [shortcut("other", ["Ctrl+S"])] }], "Ctrl+S", false)?.label,
    ).toBe("other");
  });

  test("while somebody types, plain letters are not shortcuts, but commands are", () => {
    expect(findShortcut([screen], "M", true)).toBeUndefined();
    expect(findShortcut([screen], "M", false)?.label).toBe("merge");
    expect(findShortcut([screen], "Ctrl+S", true)?.label).toBe("save");
    expect(findShortcut([screen], "F8", true)?.label).toBe("next");
  });

  test("a disabled shortcut leaves the key to the layer below", () => {
    expect(
      findShortcut([screen, { shortcuts: [shortcut("other", ["M"], { disabled: true })] }], "M", false)
        ?.label,
    ).toBe("merge");
  });
});
