import type { Credentials } from '@aiaa/annotator';
import { InvalidArgumentError, type Command } from 'commander';

/** The flags of every command that talks to a web server. */
export interface WebFlags {
  readonly header: Readonly<Record<string, string>>;
  readonly user?: Credentials;
  readonly insecure?: boolean;
}

export const withWebOptions = (command: Command): Command =>
  command
    .option('-H, --header <line>', 'a header, as Name: value; may be given again', addHeader, {})
    .option('-u, --user <name:password>', 'who asks', parseUser)
    .option('-k, --insecure', 'trust any certificate');

/** What a request takes of them. */
export const webRequestOf = ({ header, user, insecure = false }: WebFlags) => ({
  headers: header,
  ...(user === undefined ? {} : { auth: user }),
  verify: !insecure,
});

function addHeader(line: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('Expected a header as Name: value.');
  return { ...before, [name]: value };
}

function parseUser(text: string): Credentials {
  const at = text.indexOf(':');
  if (at < 1) throw new InvalidArgumentError('Expected name:password.');
  return { user: text.slice(0, at), password: text.slice(at + 1) };
}
