import { Command } from 'commander';
import { printable } from '../printable.js';
import { wholeFrom } from '../parse-options.js';
import { askServer } from '../remote/ask-server.js';
import { requireSuccess } from '../remote/require-success.js';
import { targetOf, withServerOptions, type ServerOptions } from '../remote/server-options.js';

/** `aiaa logs 20`: the last lines of a server's log. */
export const logsCommand = (): Command =>
  withServerOptions(
    new Command('logs')
      .description('print the last lines of the log of a running server')
      .argument('[lines]', 'how many (default: as many as the server gives)', wholeFrom(1)),
  ).action(logs);

async function logs(lines: number | undefined, options: ServerOptions): Promise<void> {
  const path = lines === undefined ? '/logs' : `/logs?lines=${lines}`;
  const ask = { method: 'GET', path, accept: 'text/plain', silenceMilliseconds: 30_000 } as const;
  const text = requireSuccess(await askServer(await targetOf(options), ask));
  if (text !== '') process.stdout.write(`${text.trimEnd().split('\n').map(printable).join('\n')}\n`);
}
