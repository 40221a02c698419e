import { Writer } from 'protobufjs/minimal';
import { post } from './http';

/** One series of Prometheus' remote write, in order of time. */
export interface PushedSeries {
  /** Without its name, which is `name`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly name: string;
  readonly samples: ReadonlyArray<readonly [time: number, value: number]>;
}

/** Fields of prometheus.WriteRequest, version 1: number and wire type. */
const SERIES = 0x0a;
const LABEL = 0x0a;
const SAMPLE = 0x12;
const NAME = 0x0a;
const TEXT = 0x12;
const VALUE = 0x09;
const TIME = 0x10;

const LITERAL_BYTES = 65_536;
/** A literal whose length less one follows in two bytes. */
const LITERAL = 61 << 2;

/** Pushes samples to a Prometheus that was started with its remote write receiver. */
export async function push(url: string, series: readonly PushedSeries[]): Promise<void> {
  await post(`${url}/api/v1/write`, snappy(encoded(series)), {
    'Content-Encoding': 'snappy',
    'Content-Type': 'application/x-protobuf',
    'X-Prometheus-Remote-Write-Version': '0.1.0',
  });
}

function encoded(series: readonly PushedSeries[]): Uint8Array {
  const writer = Writer.create();
  for (const { name, labels, samples } of series) {
    writer.uint32(SERIES).fork();
    const all = { ...labels, __name__: name };
    for (const [label, text] of Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1))) {
      writer.uint32(LABEL).fork().uint32(NAME).string(label).uint32(TEXT).string(text).ldelim();
    }
    for (const [time, value] of samples) {
      writer.uint32(SAMPLE).fork().uint32(VALUE).double(value).uint32(TIME).int64(time).ldelim();
    }
    writer.ldelim();
  }
  return writer.finish();
}

/** Snappy's block format with literals alone: what it says is not smaller, but any reader understands it. */
function snappy(bytes: Uint8Array): Buffer {
  const parts: Uint8Array[] = [Writer.create().uint32(bytes.length).finish()];
  for (let start = 0; start < bytes.length; start += LITERAL_BYTES) {
    const part = bytes.subarray(start, start + LITERAL_BYTES);
    const last = part.length - 1;
    parts.push(Uint8Array.of(LITERAL, last & 255, last >> 8), part);
  }
  return Buffer.concat(parts);
}
