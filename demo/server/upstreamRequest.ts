import { get, type IncomingMessage } from 'node:http';
import { get as getOverTls } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** The answer is coded in a way that was not asked for. */
export class UnknownCoding extends Error {}

/**
 * Asks one address, and no other: Node's own client follows no redirect. It is used instead of `fetch`, which in Node 20
 * never settles for some answers, whatever its signal says.
 * Rejects when there is no answer, or when the signal ends it.
 */
export function request(
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal
): Promise<IncomingMessage> {
  const ask = url.protocol === 'https:' ? getOverTls : get;
  return new Promise((resolve, reject) => {
    // A connection of its own: what an earlier answer left on a shared one would be taken for this one.
    ask(url, { headers: { ...headers, 'Accept-Encoding': 'gzip' }, signal, agent: false }, resolve)
      .on('error', reject)
      // A switch of protocols ends the request without an answer or an error.
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
  // An error of either stream ends both, and is thrown to whoever reads.
  return pipeline(answer, createGunzip(), () => undefined);
}
