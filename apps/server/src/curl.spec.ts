import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FAKE_MASK } from './testing/fake-annotator.js';
import { startTestServer, type TestServer } from './testing/start-test-server.js';

const hasCurl = spawnSync('curl', ['--version']).status === 0;
const run = promisify(execFile);

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'aiaa-curl-'));
  await writeFile(join(folder, 'spleen.nii.gz'), Buffer.alloc(3_000_000, 'an image that needs 100-continue'));
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** Runs a line of the API page as it stands there, but for the address. */
async function replay(line: string): Promise<string> {
  const here = line
    .replace('http://127.0.0.1/', `${server.url}/`)
    .replace(/^curl /, 'curl -sS --fail-with-body ');
  const { stdout } = await run('sh', ['-c', here], { cwd: folder });
  return stdout;
}

(hasCurl ? describe : describe.skip)(
  `the API page's curl lines${hasCurl ? '' : ' (there is no curl here)'}`,
  () => {
    it.each([
      ['curl -X GET "http://127.0.0.1/v1/models"', ['clara_ct_seg_spleen_amp', 'clara_deepgrow']],
      [
        'curl -X GET "http://127.0.0.1/v1/models?label=spleen&type=segmentation"',
        ['clara_ct_seg_spleen_amp'],
      ],
    ])('%s', async (line, names) => {
      expect(JSON.parse(await replay(line)).map(({ name }: { name: string }) => name)).toEqual(names);
    });

    it('curl -X GET "http://127.0.0.1/v1/models?model=clara_ct_seg_spleen_amp"', async () => {
      const model = JSON.parse(
        await replay('curl -X GET "http://127.0.0.1/v1/models?model=clara_ct_seg_spleen_amp"'),
      );
      expect(model.name).toBe('clara_ct_seg_spleen_amp');
    });

    it('segmentation', async () => {
      await replay(`curl -X POST "http://127.0.0.1/v1/segmentation?model=clara_ct_seg_spleen_amp&output=image" \\
-H "accept: multipart/form-data" \\
-H "Content-Type: multipart/form-data" \\
-F "params={}" \\
-F "image=@spleen.nii.gz;type=application/x-gzip" \\
-o output_image.nii.gz`);
      expect(await readFile(join(folder, 'output_image.nii.gz'))).toEqual(FAKE_MASK);
      expect(server.annotator.requests.at(-1)?.images).toMatchObject([{ name: 'spleen.nii.gz' }]);
    });

    it('a boundary written by hand beside the real one', async () => {
      const answer =
        await replay(`curl -X POST "http://127.0.0.1/v1/segmentation?model=clara_deepgrow&output=json" \\
-H "Content-Type: multipart/form-data; boundary=X" -F "image=@spleen.nii.gz"`);
      expect(JSON.parse(answer)).toEqual({ points: [[0, 1, 2], [9, 8, 7]] }); // prettier-ignore
    });
  },
);
