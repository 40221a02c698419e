import { figure } from './terminal.mjs';

/** Time before the first report, milliseconds. */
const FIRST_MS = 2000;
/** Interval of updates on a terminal, and of lines in a log, milliseconds. */
const TERMINAL_MS = 500;
const LOG_MS = 10_000;

/** Clears the line of a terminal. */
const CLEAR = '\r\u001b[K';

/** The part of standard error that is used. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The total amount of work. */
export interface Total {
  readonly rows: number;
  readonly series: number;
}

/** Reports the progress of a long run, on one line of a terminal or as lines of a log. */
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

  /** @param rows that the network has processed */
  rowsDone(rows: number): void {
    this.rows = rows;
  }

  seriesDone(): void {
    this.series++;
  }

  /** Clears the line before other output. The next update writes it again. */
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
