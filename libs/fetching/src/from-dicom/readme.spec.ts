import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

it('the example of the README runs', async () => {
  const readme = await readFile(`${PROJECT}/README.md`, 'utf8');
  const examples = [...readme.matchAll(/```js\n([^]*?)```/g)].map(([, example = '']) => example);
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', examples.find((one) => one.includes('fetchDicom(')) ?? ''],
    { cwd: PROJECT, env: {} },
  );
  expect([stdout, stderr]).toEqual(['2.25.1.1.1.dcm 2.25.1.1.2.dcm 2.25.1.1.3.dcm\nRemoteNotFound\n', '']);
});
