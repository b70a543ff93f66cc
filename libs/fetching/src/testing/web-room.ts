import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AnnotationFailed } from '@aiaa/annotator';
import { everyoneGone, tcpServer, tlsServer, webServer, type WebServer } from './web-server.js';

/** A folder and some servers for one test; whoever opened it closes it. */
export interface WebRoom {
  readonly folder: string;
  /** The address of a server that answers so. */
  serve(answer: RequestListener): Promise<string>;
  /** The same over TLS. */
  serveSecurely(
    identity: { readonly key: string; readonly cert: string },
    answer: RequestListener,
  ): Promise<string>;
  /** The address of a server that speaks whatever it likes. */
  speak(speaking: (socket: Socket) => void): Promise<string>;
  /**
   * The tag and the sentence that a promise fails by. A file that is still in the folder is named too, which no test
   * expects.
   */
  refusal(work: Promise<unknown>): Promise<string>;
  /** Rejects when a socket is still open on any of the servers. */
  close(): Promise<void>;
}

export async function webRoom(): Promise<WebRoom> {
  const folder = await mkdtemp(join(tmpdir(), 'fetching-'));
  const servers: WebServer[] = [];
  const open = async (scheme: string, opening: Promise<WebServer>): Promise<string> => {
    const server = await opening;
    servers.push(server);
    return `${scheme}://127.0.0.1:${server.port}`;
  };
  return {
    folder,
    serve: (answer) => open('http', webServer(answer)),
    serveSecurely: (identity, answer) => open('https', tlsServer(identity, answer)),
    speak: (speaking) => open('http', tcpServer(speaking)),
    refusal: (work) => refusal(folder, work),
    async close() {
      const gone = await Promise.allSettled(servers.map(everyoneGone));
      await Promise.all(servers.map((server) => server.close()));
      await rm(folder, { recursive: true });
      for (const one of gone) if (one.status === 'rejected') throw one.reason;
    },
  };
}

async function refusal(folder: string, work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => 'nothing was refused',
    (reason: unknown) => reason,
  );
  const left = (await readdir(folder)).map((name) => `, and ${name} is left`).join('');
  return (error instanceof AnnotationFailed ? `${error.fault.tag}: ${error.message}` : String(error)) + left;
}
