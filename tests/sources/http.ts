import { request } from 'node:http';

const TIMEOUT_MS = 30_000;

/** An answer with a status of 400 or more, with what the server wrote. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly body: string
  ) {
    super(`${status}: ${body.trim().slice(0, 300)}`);
  }
}

/** Sends a body (a form is sent as such) and returns the text of the answer. jsdom has no fetch. */
export function post(url: string, body: string | Buffer | URLSearchParams, headers: Record<string, string> = {}) {
  const isForm = body instanceof URLSearchParams;
  const content = isForm ? body.toString() : body;
  return new Promise<string>((resolve, reject) => {
    const asked = request(
      url,
      {
        method: 'POST',
        headers: { ...(isForm && { 'Content-Type': 'application/x-www-form-urlencoded' }), ...headers },
        timeout: TIMEOUT_MS,
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          const status = answer.statusCode ?? 0;
          return status < 400 ? resolve(text) : reject(new HttpError(status, text));
        });
        answer.on('error', reject);
      }
    );
    asked.on('timeout', () => asked.destroy(new Error(`${url} did not answer within ${TIMEOUT_MS / 1000} s`)));
    asked.on('error', reject);
    asked.end(content);
  });
}
