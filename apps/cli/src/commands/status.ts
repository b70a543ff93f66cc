import { Command } from 'commander';
import { printable } from '../printable.js';
import { askServer } from '../remote/ask-server.js';
import { namedTarget, targetOf, withServerOptions, type ServerOptions } from '../remote/server-options.js';
import { requireSuccess } from '../remote/require-success.js';
import { toldFacts, type Fact } from '../remote/told-facts.js';
import { requireRunning } from '../running/find-running.js';
import { workspaceOf } from '../workspace-of.js';

/** `aiaa status`: exit code 0 when the server takes requests, 1 when it does not, or none runs. */
export const statusCommand = (): Command =>
  withServerOptions(
    new Command('status').description('say whether a server runs and takes requests; exit code 1 when not'),
  ).action(status);

async function status(options: ServerOptions): Promise<void> {
  const target = await targetOf(options);
  const place = namedTarget(options) === undefined ? await placeOf(options) : [];
  const answer = await askServer(target, {
    method: 'GET',
    path: '/health/ready',
    silenceMilliseconds: 30_000,
  });
  const facts = [...place, ['url', target.url] as const];
  show(answer.status === 200 ? [...facts, ...toldFacts(answer.text)] : facts);
  requireSuccess(answer);
}

async function placeOf(options: ServerOptions): Promise<readonly Fact[]> {
  const { pid, started } = await requireRunning(workspaceOf(options));
  return [
    ['pid', String(pid)],
    ['started', started],
  ];
}

function show(facts: readonly Fact[]): void {
  for (const [name, value] of facts) process.stdout.write(`${printable(`${name.padEnd(10)}${value}`)}\n`);
}
