/** How long a run is before it says how far it is, in milliseconds. */
const FIRST_MS = 2000;
/** How often a line on a terminal changes, and how often another stream, such as a log, gets one more. */
const TERMINAL_MS = 500;
const LOG_MS = 10_000;

/** A terminal's command that clears the line from the cursor on. */
const CLEAR = '\r\u001b[K';

/** What of standard error is needed. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** How much there is to do, and of what. */
export interface Total {
  readonly rows: number;
  readonly series: number;
}

/** How far a long run is, on one line of a terminal, or in a line now and then. */
export class Progress {
  private rows = 0;
  private series = 0;
  private isShown = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly stream: ProgressStream,
    private readonly total: Total
  ) {
    this.timer = setTimeout(() => this.repeat(), stream.isTTY ? FIRST_MS : LOG_MS);
  }

  /** @param rows that have gone through the network */
  rowsDone(rows: number): void {
    this.rows = rows;
  }

  seriesDone(): void {
    this.series++;
  }

  /** Makes room for something else on the stream; the line comes back by itself. */
  clear(): void {
    if (this.isShown) {
      this.stream.write(CLEAR);
      this.isShown = false;
    }
  }

  end(): void {
    clearInterval(this.timer);
    this.clear();
  }

  private repeat(): void {
    this.show();
    this.timer = setInterval(() => this.show(), this.stream.isTTY ? TERMINAL_MS : LOG_MS);
  }

  private show(): void {
    const { rows, series } = this.total;
    const text =
      `${figure(Math.floor(this.rows))} of ${figure(rows)} rows have gone through the network, ` +
      `${figure(this.series)} of ${figure(series)} series are judged.`;
    this.stream.write(this.stream.isTTY ? `${CLEAR}${text}` : `${text}\n`);
    this.isShown = this.stream.isTTY === true;
  }
}

function figure(count: number): string {
  return count.toLocaleString('en-US');
}
