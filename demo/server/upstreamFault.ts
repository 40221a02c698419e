import type { IncomingMessage } from 'node:http';
import { readBody, TooLarge } from './boundedBody.ts';
import type { Credentials } from './credentials.ts';
import type { ProxyLimits } from './limits.ts';
import { onOneLine } from './refusal.ts';
import { decoded, UnknownCoding } from './upstreamRequest.ts';

/** Number of bytes that are read from an error's body for Prometheus's own message. */
const COMPLAINT_BYTES = 65_536;
const COMPLAINT_CHARACTERS = 200;
const CODE_CHARACTERS = 40;
const LESS = 'Ask for less: a longer --step, a shorter time range, or a query of fewer series.';

/** The fault of an answer with a status other than 200, to follow "Prometheus at …". Rejects if the answer breaks off. */
export async function rejectionOf(answer: IncomingMessage, credentials: Credentials): Promise<string> {
  const { statusCode: status = 0 } = answer;
  if (status >= 300 && status < 400) {
    // Do not repeat its address: a redirect to a login may contain secrets.
    return `redirects to another address (HTTP ${status}), which is not followed. Pass the final address to --prometheus.`;
  }
  if (status === 401 || status === 403) {
    return credentials.given
      ? `refuses the credentials (HTTP ${status}). Check the user and password, or the token, and what they are allowed to read.`
      : `asks for credentials (HTTP ${status}). Give them with --prometheus-credentials FILE, or in RESIDUAL_PROMETHEUS_CREDENTIALS.`;
  }
  const complaint = await complaintOf(answer);
  const shown = complaint === undefined || credentials.areIn(complaint) ? `HTTP ${status}` : complaint;
  return `refused the query: ${onOneLine(shown, COMPLAINT_CHARACTERS)}`;
}

/** Why there is no answer, to follow "Prometheus at …". `ended`: a timeout, or the page has disconnected. */
export function failureOf(error: unknown, { answerBytes, heldBytes, answerMs }: ProxyLimits, ended: boolean): string {
  if (error instanceof TooLarge) {
    return error.of === 'answer'
      ? `responds with more than ${answerBytes / 1e6} MB. ${LESS}`
      : `responds with more than ${heldBytes / 1e6} MB in total. Refresh to ask again. ${LESS}`;
  }
  if (ended) {
    return `did not respond in full within ${answerMs / 1000} seconds. ${LESS}`;
  }
  if (error instanceof UnknownCoding) {
    return 'compresses its response in a way that was not requested. Is there a proxy in between?';
  }
  const code = onOneLine(String(field(error, 'code') ?? 'connection closed'), CODE_CHARACTERS);
  // Codes of Node's HTTP parser and of gzip. All others come from the connection.
  return /^(HPE|Z)_/.test(code)
    ? `sends a response that cannot be read (${code}). Is it Prometheus?`
    : `does not respond (${code}). Is it running there?`;
}

async function complaintOf(answer: IncomingMessage): Promise<string | undefined> {
  let read = 0;
  const body = await readBody(decoded(answer), (bytes) => {
    read += bytes;
    if (read > COMPLAINT_BYTES) {
      throw new TooLarge('answer');
    }
  }).catch((error: unknown) => {
    if (error instanceof TooLarge) {
      return null;
    }
    throw error;
  });
  const complaint = body && field(parse(body.toString()), 'error');
  return typeof complaint === 'string' ? complaint : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
