import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

it('the example of the README runs', async () => {
  const readme = await readFile(`${PROJECT}/README.md`, 'utf8');
  const [, example] = /^## HTTP and DICOMweb$[^]*?```js\n([^]*?)```/m.exec(readme) ?? [];
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', example ?? ''],
    { cwd: PROJECT, env: {} },
  );
  expect([stdout, stderr]).toEqual(['ct.nii.gz\nFetchForbidden\n', '']);
});
