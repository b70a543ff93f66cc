import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** MONAI in a Python process of its own, which answers the bench's request as often as it is asked. */
export interface MonaiPeer {
  /** What it is, with versions. */
  readonly name: string;
  /** Runs the request once; its milliseconds by its own clock. */
  request(): Promise<number>;
  close(): void;
}

/** @param python an interpreter that has monai, torch and nibabel */
export async function startMonai(python: string, image: string, out: string): Promise<MonaiPeer> {
  const script = fileURLToPath(new URL('../peers/monai_request.py', import.meta.url));
  const child = spawn(python, [script, image, out], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('MONAI ended before it answered.');
    return value;
  };
  return {
    name: await next(),
    async request() {
      child.stdin.write('go\n');
      return Number(await next());
    },
    close: () => child.stdin.end(),
  };
}
