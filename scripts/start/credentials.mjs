import { readFileSync, statSync } from 'node:fs';
import { UsageError } from './usageError.mjs';

/** Environment variable with the same content as the file of --prometheus-credentials. */
export const CREDENTIALS_VARIABLE = 'RESIDUAL_PROMETHEUS_CREDENTIALS';

const OPTION = '--prometheus-credentials';
const MOST_KIB = 16;

/** Removes the credentials from the environment, so that no later process inherits them. */
export function takeCredentials(env) {
  const credentials = env[CREDENTIALS_VARIABLE];
  delete env[CREDENTIALS_VARIABLE];
  return credentials;
}

/**
 * The value of an `Authorization` header from a file or, if that is undefined, from the variable's value; null if there is
 * neither. Throws UsageError, whose message contains no part of the credentials.
 */
export function readAuthorization(path, written, variable) {
  if (path !== undefined) {
    return authorizationOf(contentOf(path, written), `${OPTION}: ${written}`);
  }
  return variable === undefined ? null : authorizationOf(variable, CREDENTIALS_VARIABLE);
}

function contentOf(path, written) {
  try {
    const found = statSync(path);
    if (found.isFile() && found.size <= 1024 * MOST_KIB) {
      return readFileSync(path, 'utf8');
    }
  } catch {
    throw new UsageError(`${OPTION}: ${written} does not exist or cannot be read.`);
  }
  throw new UsageError(`${OPTION}: ${written} is not a file of at most ${MOST_KIB} KiB.`);
}

function authorizationOf(content, source) {
  const line = content.trim();
  // The characters of a bearer token: RFC 6750, section 2.1.
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(line)?.[1];
  if (token !== undefined) {
    return `Bearer ${token}`;
  }
  if (/^(Basic|Bearer)\b(?!:)/i.test(line) || !/^[^:]+:./.test(line) || /\p{Cc}/u.test(line)) {
    throw new UsageError(`${source} must hold one line, either USER:PASSWORD or Bearer TOKEN.`);
  }
  return `Basic ${Buffer.from(line).toString('base64')}`;
}
