import { get, type IncomingMessage } from 'node:http';
import { get as getOverTls } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** The answer has a content coding that was not requested. */
export class UnknownCoding extends Error {}

/**
 * Requests one address and no other, because Node's own client follows no redirect. `fetch` of Node 20 never settles for
 * some answers, even after its signal aborts.
 * Rejects if there is no answer or the signal aborts.
 */
export function request(
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal
): Promise<IncomingMessage> {
  const ask = url.protocol === 'https:' ? getOverTls : get;
  return new Promise((resolve, reject) => {
    // A separate connection, because leftovers of an earlier answer on a shared one would be read as this answer.
    ask(url, { headers: { ...headers, 'Accept-Encoding': 'gzip' }, signal, agent: false }, resolve)
      .on('error', reject)
      // A protocol upgrade ends the request without an answer or an error.
      .on('close', () => reject(new Error('The connection was closed without a response.')));
  });
}

/** The body of an answer, decompressed as it is read. Throws UnknownCoding. */
export function decoded(answer: IncomingMessage): Readable {
  const coding = answer.headers['content-encoding'] ?? 'identity';
  if (coding === 'identity') {
    return answer;
  }
  if (coding !== 'gzip') {
    throw new UnknownCoding();
  }
  // An error of either stream ends both and reaches the reader.
  return pipeline(answer, createGunzip(), () => undefined);
}
