/** Counters of one process, in the text format of Prometheus (exposition format 0.0.4). */
export interface Metrics {
  /** @param seconds from the request's arrival to its answer */
  readonly answered: (method: string, status: number, seconds: number) => void;
  readonly failedSignIn: () => void;
  readonly render: () => string;
}

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export function createMetrics(): Metrics {
  const requests = new Map<string, number>();
  let seconds = 0;
  let failedSignIns = 0;
  return {
    answered(method, status, duration) {
      const labels = `method="${METHODS.has(method) ? method : "other"}",status="${status}"`;
      requests.set(labels, (requests.get(labels) ?? 0) + 1);
      seconds += duration;
    },
    failedSignIn() {
      failedSignIns += 1;
    },
    render() {
      const counts = [...requests]
        .sort()
        .map(([labels, count]) => `polynya_requests_total{${labels}} ${count}`);
      const total = [...requests.values()].reduce((sum, count) => sum + count, 0);
      return [
        "# HELP polynya_requests_total Requests answered.",
        "# TYPE polynya_requests_total counter",
        ...counts,
        "# HELP polynya_request_seconds Time taken to answer requests.",
        "# TYPE polynya_request_seconds summary",
        `polynya_request_seconds_sum ${seconds}`,
        `polynya_request_seconds_count ${total}`,
        "# HELP polynya_failed_sign_ins_total Requests and sign-ins with a secret that does not hold.",
        "# TYPE polynya_failed_sign_ins_total counter",
        `polynya_failed_sign_ins_total ${failedSignIns}`,
        "",
      ].join("\n");
    },
  };
}
