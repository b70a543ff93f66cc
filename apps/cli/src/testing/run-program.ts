import { execFile } from 'node:child_process';

/** How a program ended, and what it said. */
export interface Run {
  /** -1 where it was killed or never began. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Ours without the flags that the tests themselves were started with. */
export const PLAIN_ENVIRONMENT = { ...process.env, NODE_OPTIONS: '' };

/** Runs a program in a folder to its end. */
export const runProgram = (
  folder: string,
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> =>
  new Promise((resolve) => {
    execFile(
      program,
      args,
      { cwd: folder, env: { ...PLAIN_ENVIRONMENT, ...environment } },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ code, stdout, stderr });
      },
    );
  });
