/** Paths of the icons. An icon stands beside a word, or its button has a label. */
const PATHS = {
  texts: "M5 3h9l5 5v13H5zM14 3v5h5M8 12h8M8 16h8",
  work: "M4 8h16v11H4zM9 8V5h6v3M4 13h16M12 12v2",
  questions: "M4 5h16v11H11l-5 4v-4H4zM10 9a2 2 0 1 1 2.5 2V12M12.4 13.6v.2",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21",
  glossary: "M4 5a3 3 0 0 1 3-2h13v15H7a3 3 0 0 0-3 3zM4 5v16h16v-3M8 7h8",
  candidates: "M4 5h10M4 10h7M4 15h5M16 12v8M12 16h8",
  checks: "M4 12.5 9 17 20 6",
  align: "M4 5h6M4 10h6M4 15h6M4 20h6M14 5h6M14 12h6M14 20h6",
  strings: "M8 4H5v16h3M16 4h3v16h-3M10 9h4M10 15h4",
  reports: "M4 20h16M7 17v-6M12 17V5M17 17V9",
  upkeep: "M4 7h9M4 12h6M4 17h5M20 6l-8 11-3-3",
  imports: "M12 3v5l3 2M4 12a8 8 0 1 0 3-6M4 3v4h4",
  admin:
    "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2",
  menu: "M4 6h16M4 12h16M4 18h16",
  upload: "M12 16V4M7 9l5-5 5 5M4 20h16",
  download: "M12 4v12M7 11l5 5 5-5M4 20h16",
  segmentation: "M4 6h9M17 6h3M15 3v6M4 12h4M12 12h8M10 9v6M4 18h11M19 18h1M17 15v6",
  rename: "M4 20l1-5L16 4l4 4L9 19zM13 7l4 4",
  undo: "M9 5 4 10l5 5M4 10h10a6 6 0 0 1 0 12h-3",
  close: "M5 5l14 14M19 5 5 19",
  back: "M15 5l-7 7 7 7",
  down: "M5 9l7 7 7-7",
  next: "M9 5l7 7-7 7",
  swap: "M4 8h15l-4-4M20 16H5l4 4",
  warning: "M12 3 2 20h20zM12 9v5M12 17v.5",
  keyboard: "M3 6h18v12H3zM6 10h1M10 10h1M14 10h1M18 10h0M7 14h10",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c1-5 4-7 8-7s7 2 8 7",
  plus: "M12 5v14M5 12h14",
  more: "M5 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM12 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM19 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2z",
} as const;

export type IconName = keyof typeof PATHS;

/** One icon; screen readers skip it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
