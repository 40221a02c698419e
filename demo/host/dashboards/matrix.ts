/** One series of an answer to a range query. */
export interface MatrixSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */ readonly times: number[];
  readonly values: number[];
}

/** Reads a matrix of Prometheus's HTTP API. For any other text it throws an Error with a sentence to show. */
export function readMatrix(text: string): MatrixSeries[] {
  try {
    const { resultType, result } = JSON.parse(text).data;
    if (resultType === 'matrix') {
      return result.map(readSeries);
    }
  } catch {
    // The sentence below covers every fault; the details are of no use to the reader of the page.
  }
  throw new Error('The server at the address of --prometheus is not Prometheus, or its response is incomplete.');
}

function readSeries({
  metric,
  values = [],
}: {
  metric: object;
  values?: Array<[time: unknown, value: unknown]>;
}): MatrixSeries {
  const { __name__: name = '', ...labels } = Object.fromEntries(
    Object.entries(metric).map(([label, value]) => [label, String(value)])
  );
  return {
    name,
    labels,
    times: values.map(([time]) => Number(time) * 1000),
    values: values.map(([, value]) => Number(String(value).replace('Inf', 'Infinity'))),
  };
}
