import { connect, type Socket } from 'node:net';
import type { Answer } from './post.js';

/** Opens a socket, lets `talk` write what it likes, and returns every byte until the server closes. */
export function rawExchange(port: number, talk: (socket: Socket) => void | Promise<void>): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => void Promise.resolve(talk(socket)).catch(reject));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks)));
  });
}

/** Splits the bytes of one answer; header names in lower case. */
export function parseAnswer(bytes: Buffer): Answer {
  const end = bytes.indexOf('\r\n\r\n');
  const [line = '', ...fields] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const [, status = '0', phrase = ''] = /^HTTP\/1\.1 (\d{3}) ?(.*)$/.exec(line) ?? [];
  const headers = fields.map((field) => {
    const colon = field.indexOf(':');
    return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
  });
  return {
    status: Number(status),
    phrase,
    headers: Object.fromEntries(headers),
    body: bytes.subarray(end + 4),
  };
}
