import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

it('the example of the README runs', async () => {
  const readme = await readFile(`${PROJECT}/README.md`, 'utf8');
  const [, example] = /```js\n([^]*?)```/.exec(readme) ?? [];
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', example ?? ''],
    { cwd: PROJECT, env: {} },
  );
  expect([stdout, stderr]).toEqual([
    'load tissue, run it once, and throw if it cannot\ntissue still runs\ntissue may be freed\n',
    '',
  ]);
});
