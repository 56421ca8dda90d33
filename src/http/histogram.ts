/** Counts durations in bands, as Prometheus reads them. */
export interface Histogram {
  /** @param labels as they stand in the text: `route="/healthz"`; empty for none */
  readonly observe: (labels: string, seconds: number) => void;
  /** The lines of the text format, with its help. */
  readonly render: () => string[];
}

/** Upper ends of the bands, in seconds. */
const BANDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120, 600];

/** @param name of the metric, whose unit is seconds */
export function createHistogram(name: string, help: string): Histogram {
  interface Series {
    /** Durations in each band; the last band has no end. */
    readonly counts: number[];
    sum: number;
  }
  const series = new Map<string, Series>();
  return {
    observe(labels, seconds) {
      let found = series.get(labels);
      if (found === undefined) {
        found = { counts: Array.from({ length: BANDS.length + 1 }, () => 0), sum: 0 };
        series.set(labels, found);
      }
      const band = BANDS.findIndex((end) => seconds <= end);
      const at = band === -1 ? BANDS.length : band;
      found.counts[at] = (found.counts[at] ?? 0) + 1;
      found.sum += seconds;
    },
    render() {
      const lines = [...series]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([labels, { counts, sum }]) => {
          const all = labels === "" ? "" : `{${labels}}`;
          const before = labels === "" ? "" : `${labels},`;
          let total = 0;
          const bands = counts.map((count, at) => {
            total += count;
            return `${name}_bucket{${before}le="${BANDS[at] ?? "+Inf"}"} ${total}`;
          });
          return [...bands, `${name}_sum${all} ${sum}`, `${name}_count${all} ${total}`];
        });
      return lines.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`, ...lines];
    },
  };
}
