import path from 'node:path';
import { loadSync } from 'protobufjs';

/** Of an input or output: its sizes, a name where the size is open. */
export type Shape = ReadonlyArray<number | string>;

const IR_VERSION = 8;
/** The operators' version; LSTM, Squeeze and Expand have had their present form since 14. */
const OPSET = 14;
const ATTRIBUTE = { int: 2, ints: 7 };
const ELEMENT = { float32: 1, int64: 7 };

/** Puts an ONNX model together, node after node, in the order in which they are computed. */
export class OnnxGraph {
  private readonly node: object[] = [];
  private readonly initializer: object[] = [];
  private readonly input: object[] = [];
  private readonly output: object[] = [];

  constructor(private readonly name: string) {}

  /** Declares an input. @returns its name */
  takes(name: string, type: keyof typeof ELEMENT, shape: Shape): string {
    this.input.push(valueInfo(name, type, shape));
    return name;
  }

  gives(name: string, shape: Shape): void {
    this.output.push(valueInfo(name, 'float32', shape));
  }

  /** Adds weights, row-major, or a list of whole numbers. @returns their name */
  constant(name: string, values: Float32Array | BigInt64Array, dims: readonly number[]): string {
    const type = values instanceof Float32Array ? ELEMENT.float32 : ELEMENT.int64;
    const bytes = new Uint8Array(values.slice().buffer);
    this.initializer.push({ name, dims, dataType: type, rawData: bytes });
    return name;
  }

  /**
   * Adds a node.
   *
   * @param inputs names in the operator's order; '' leaves an optional one out
   * @param output its outputs' names in the operator's order; '' leaves one out
   * @returns the last output's name
   */
  apply(
    operator: string,
    inputs: readonly string[],
    output: string | readonly string[],
    attributes: Readonly<Record<string, number | readonly number[]>> = {}
  ): string {
    const outputs = typeof output === 'string' ? [output] : output;
    const attribute = Object.entries(attributes).map(([name, value]) =>
      typeof value === 'number'
        ? { name, type: ATTRIBUTE.int, i: value }
        : { name, type: ATTRIBUTE.ints, ints: [...value] }
    );
    this.node.push({ opType: operator, input: inputs, output: outputs, attribute });
    return outputs[outputs.length - 1];
  }

  /** @returns the model's file, as ONNX's protocol buffers have it */
  encode(): Uint8Array {
    const { name, node, initializer, input, output } = this;
    const model = loadSync(path.join(__dirname, 'onnx.proto')).lookupType('onnx.ModelProto');
    const message = model.fromObject({
      irVersion: IR_VERSION,
      producerName: 'residual-bench',
      opsetImport: [{ domain: '', version: OPSET }],
      graph: { name, node, initializer, input, output },
    });
    return model.encode(message).finish();
  }
}

function valueInfo(name: string, type: keyof typeof ELEMENT, shape: Shape): object {
  const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: ELEMENT[type], shape: { dim } } } };
}
