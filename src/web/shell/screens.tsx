import type { ComponentType } from "preact";
import type { IconName } from "../components/icons.tsx";
import type { Permission } from "../api/resources.ts";

export interface ScreenEntry {
  /** Key of its name under `nav`. */
  readonly name: string;
  readonly path: string;
  readonly icon: IconName;
  readonly permission: Permission;
  /** Opened so seldom that it stands in a menu. */
  readonly isRare?: boolean;
  readonly load: () => Promise<ComponentType>;
}

/** The screens in the navigation. Each is loaded when it is opened for the first time. */
export const SCREENS: readonly ScreenEntry[] = [
  {
    name: "home",
    path: "/",
    icon: "texts",
    permission: "read",
    load: async () => (await import("../screens/home/home.tsx")).Home,
  },
  {
    name: "work",
    path: "/work",
    icon: "work",
    permission: "translate",
    load: async () => (await import("../screens/work/work.tsx")).Work,
  },
  {
    name: "questions",
    path: "/questions",
    icon: "questions",
    permission: "read",
    load: async () => (await import("../screens/questions/questions.tsx")).Questions,
  },
  {
    name: "concordance",
    path: "/concordance",
    icon: "search",
    permission: "read",
    load: async () => (await import("../screens/concordance/concordance.tsx")).Concordance,
  },
  {
    name: "glossary",
    path: "/glossary",
    icon: "glossary",
    permission: "read",
    load: async () => (await import("../screens/glossary/glossary.tsx")).Glossary,
  },
  {
    name: "candidates",
    path: "/candidates",
    icon: "candidates",
    permission: "read",
    isRare: true,
    load: async () => (await import("../screens/candidates/candidates.tsx")).Candidates,
  },
  {
    name: "checks",
    path: "/checks",
    icon: "checks",
    permission: "read",
    load: async () => (await import("../screens/checks/checks.tsx")).Checks,
  },
  {
    name: "align",
    path: "/align",
    icon: "align",
    permission: "translate",
    isRare: true,
    load: async () => (await import("../screens/align/align.tsx")).Align,
  },
  {
    name: "strings",
    path: "/strings",
    icon: "strings",
    permission: "read",
    isRare: true,
    load: async () => (await import("../screens/strings/strings.tsx")).Strings,
  },
  {
    name: "upkeep",
    path: "/upkeep",
    icon: "upkeep",
    permission: "translate",
    isRare: true,
    load: async () => (await import("../screens/upkeep/upkeep.tsx")).Upkeep,
  },
  {
    name: "reports",
    path: "/reports",
    icon: "reports",
    permission: "read",
    isRare: true,
    load: async () => (await import("../screens/reports/reports.tsx")).Reports,
  },
  {
    name: "imports",
    path: "/imports",
    icon: "imports",
    permission: "read",
    isRare: true,
    load: async () => (await import("../screens/imports/imports.tsx")).Imports,
  },
  {
    name: "admin",
    path: "/admin",
    icon: "admin",
    permission: "manage",
    isRare: true,
    load: async () => (await import("../screens/admin/admin.tsx")).Admin,
  },
];

/** The screen of one's own account, which the menu of the person opens. */
export const ACCOUNT: ScreenEntry = {
  name: "account",
  path: "/account",
  icon: "person",
  permission: "read",
  load: async () => (await import("../screens/account/account.tsx")).Account,
};

/** Loads the screen of a document. */
export const loadTranslate = async () => (await import("../screens/translate/translate.tsx")).Translate;

/** Loads the concordance dialog. */
export const loadConcordanceDialog = async () =>
  (await import("../screens/concordance/concordance-dialog.tsx")).ConcordanceDialog;
