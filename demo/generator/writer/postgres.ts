import { type Socket, connect } from 'node:net';
import type { Row, Sink } from './sinks.ts';

/** Version 3.0 of the protocol: https://www.postgresql.org/docs/current/protocol.html */
const PROTOCOL = 196_608;
const TIMEOUT_MS = 10_000;
const HEADER_BYTES = 5;

export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  /** A user who needs no password. */
  readonly user: string;
  readonly database: string;
}

/** PostgreSQL, as rows of the table `requests`, which it makes if there is none. */
export function postgresSink(address: PostgresAddress): Sink {
  return (rows) => runStatement(address, statementOf(rows));
}

function statementOf(rows: readonly Row[]): string {
  const values = rows.map(({ time, value }) => `(to_timestamp(${time} / 1000.0), ${value})`);
  return (
    'CREATE TABLE IF NOT EXISTS requests (time timestamptz PRIMARY KEY, value double precision NOT NULL); ' +
    `INSERT INTO requests VALUES ${values.join(', ')} ON CONFLICT DO NOTHING`
  );
}

/** Runs statements that return nothing, in a connection of their own: start-up, simple query, end. */
function runStatement({ host, port, user, database }: PostgresAddress, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error(`${host} did not answer`)));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`${host} closed the connection`)));
    socket.on('connect', () => socket.write(startUp(user, database)));
    let isAsked = false;
    onMessages(socket, (kind, body) => {
      if (kind === 'E') {
        socket.destroy(new Error(reasonIn(body)));
      } else if (kind === 'R' && body.readInt32BE(0) !== 0) {
        socket.destroy(new Error(`${host} asks for a password`));
      } else if (kind === 'Z' && isAsked) {
        resolve();
        socket.end(message('X', ''));
      } else if (kind === 'Z') {
        isAsked = true;
        socket.write(message('Q', `${sql}\0`));
      }
    });
  });
}

/** Calls back with each whole message: its kind, a letter, and its body. */
function onMessages(socket: Socket, listener: (kind: string, body: Buffer) => void): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (part: Buffer) => {
    pending = Buffer.concat([pending, part]);
    while (pending.length >= HEADER_BYTES && pending.length > pending.readInt32BE(1)) {
      const end = 1 + pending.readInt32BE(1);
      listener(String.fromCharCode(pending[0]), pending.subarray(HEADER_BYTES, end));
      pending = pending.subarray(end);
    }
  });
}

function startUp(user: string, database: string): Buffer {
  const version = Buffer.alloc(4);
  version.writeInt32BE(PROTOCOL);
  return withLength(Buffer.concat([version, Buffer.from(`user\0${user}\0database\0${database}\0\0`)]));
}

function message(kind: string, text: string): Buffer {
  return Buffer.concat([Buffer.from(kind), withLength(Buffer.from(text))]);
}

/** The length counts itself. */
function withLength(body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + length.length);
  return Buffer.concat([length, body]);
}

/** The field M of an error: its text. */
function reasonIn(body: Buffer): string {
  const fields = body.toString('utf8').split('\0');
  return fields.find((field) => field.startsWith('M'))?.slice(1) ?? 'an error without a text';
}
