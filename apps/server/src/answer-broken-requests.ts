import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Fault } from '@aiaa/annotator';
import { encodeFault, statusOf } from '@aiaa/http-contract';

/** Answers what never becomes a request, or would be answered by Node itself, in the form of every other refusal. */
export function answerBrokenRequests(server: Server): void {
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (request, response) => answers.set(request.socket, response));
  // An expectation that nobody knows may be passed over (RFC 9110 section 10.1.1).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('connect', (_request, socket) => {
    // Node has let go of this socket: an error of it that nobody hears would end the process.
    socket.on('error', () => undefined);
    socket.end(answerOf(NO_PROXY), () => socket.destroy());
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const begun = answers.get(socket)?.headersSent ?? false;
    const fault = FAULTS[error.code ?? ''] ?? NO_HTTP;
    if (error.code === 'ECONNRESET' || begun || !socket.writable) socket.destroy();
    else socket.end(answerOf(fault), () => socket.destroy());
  });
}

const NO_HTTP: Fault = {
  tag: 'MalformedRequest',
  message: 'The bytes that came are not a whole HTTP request.',
};

const NO_PROXY: Fault = {
  tag: 'MalformedRequest',
  message: 'This server is no proxy: it does not answer CONNECT.',
};

const FAULTS: Readonly<Record<string, Fault>> = {
  HPE_HEADER_OVERFLOW: {
    tag: 'LimitExceeded',
    message: 'The headers of the request are larger than 16 KiB.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: { tag: 'RequestTimeout', message: 'The headers of the request took too long.' },
};

function answerOf(fault: Fault): string {
  const { status } = statusOf(fault.tag);
  const body = encodeFault(fault);
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
