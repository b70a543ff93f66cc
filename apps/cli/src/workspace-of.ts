import { resolve } from 'node:path';

/** The workspace of a server: named, in the environment as the server reads it, or the server's default. */
export const workspaceOf = ({ workspace }: { readonly workspace?: string }): string =>
  resolve(workspace ?? (process.env['AIAA_WORKSPACE'] || '.aiaa'));
