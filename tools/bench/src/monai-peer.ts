import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** MONAI in a Python process of its own, which does what a bench asks as often as it is asked. */
export interface MonaiPeer {
  /** What it is, with versions. */
  readonly name: string;
  /** Has a line of text answered by one: for a whole request its milliseconds, by its own clock. */
  ask(line: string): Promise<string>;
  close(): void;
}

/**
 * @param python an interpreter that has what the script says
 * @param script in the folder `peers`
 */
export async function startMonai(
  python: string,
  script: string,
  args: readonly string[],
): Promise<MonaiPeer> {
  const path = fileURLToPath(new URL(`../peers/${script}`, import.meta.url));
  const child = spawn(python, [path, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('MONAI ended before it answered.');
    return value;
  };
  return {
    name: await next(),
    async ask(line) {
      child.stdin.write(`${line}\n`);
      return next();
    },
    close: () => child.stdin.end(),
  };
}
