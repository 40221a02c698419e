import { resolve } from 'node:path';

/** Where the signed-in browser's cookies are kept between setup and tests. */
export const SESSION_FILE = resolve(__dirname, '../../.cache/e2e/session.json');
