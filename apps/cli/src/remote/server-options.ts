import type { Command } from 'commander';
import { printable } from '../printable.js';
import { requireRunning } from '../running/find-running.js';
import { UsageProblem } from '../usage-problem.js';
import { workspaceOf } from '../workspace-of.js';
import type { ServerTarget } from './ask-server.js';

/** The flags of every command that asks a server. */
export interface ServerOptions {
  readonly workspace?: string;
  readonly server?: string;
  readonly token?: string;
  readonly insecure?: boolean;
}

export const withServerOptions = (command: Command): Command =>
  withServerName(command).option(
    '-w, --workspace <folder>',
    'the workspace whose server is asked, where none is named (default: $AIAA_WORKSPACE, or ./.aiaa)',
  );

export const withServerName = (command: Command): Command =>
  command
    .option('--server <url>', 'the server to ask, such as http://127.0.0.1:5000 (default: $AIAA_SERVER)')
    .option('--token <text>', "the server's --admin_token (default: $AIAA_ADMIN_TOKEN)")
    .option('-k, --insecure', 'trust any certificate');

/** The server that is named; else that which `aiaa start` started for the workspace. @throws UsageProblem, ServerProblem */
export async function targetOf(options: ServerOptions): Promise<ServerTarget> {
  const named = namedTarget(options);
  return named ?? { url: (await requireRunning(workspaceOf(options))).url, ...rightsOf(options) };
}

/** The server that is named by flag or environment. @throws UsageProblem where that is no URL */
export function namedTarget(options: ServerOptions): ServerTarget | undefined {
  const url = options.server ?? inEnvironment('AIAA_SERVER');
  if (url === undefined) return undefined;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new UsageProblem(`${printable(url)} is no address of a server: write http://127.0.0.1:5000.`);
  return { url: url.replace(/\/+$/, ''), ...rightsOf(options) };
}

function rightsOf({ token = inEnvironment('AIAA_ADMIN_TOKEN'), insecure = false }: ServerOptions) {
  if (token !== undefined && !/^[!-~]+$/.test(token))
    throw new UsageProblem('The token is none: a server takes visible ASCII characters without spaces.');
  return { insecure, ...(token === undefined ? {} : { token }) };
}

const inEnvironment = (name: string): string | undefined => process.env[name] || undefined;
