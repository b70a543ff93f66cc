import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FAKE_MASK } from './testing/fake-annotator.js';
import { CLICKS, OTHER, POINTS, SPLEEN } from './testing/fake-catalogue.js';
import { startTestServer, type TestServer } from './testing/start-test-server.js';

const hasCurl = spawnSync('curl', ['--version']).status === 0;
const run = promisify(execFile);

const IMAGE = Buffer.alloc(3_000_000, 'an image that needs 100-continue');

const RING = [[10, 10], [20, 10], [20, 30]]; // prettier-ignore
const MOVED = { polygon_index: 0, vertex_index: 1, vertex_offset: [8, 5], propagate_neighbor: 1 };
const EDITS = {
  'fixpolygon.input.json': { dimension: 2, poly: [RING], ...MOVED },
  'fixpolygon.3d.input.json': {
    dimension: 3,
    poly: [[], [RING], []],
    slice_index: 1,
    propagate_neighbor_3d: 5,
    ...MOVED,
  },
};

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await startTestServer({}, { models: [SPLEEN, CLICKS, POINTS, OTHER] });
  folder = await mkdtemp(join(tmpdir(), 'aiaa-curl-'));
  const images = [
    'spleen.nii.gz',
    'cropped_spleen.nii.gz',
    'mask2polygon.input.nii.gz',
    'fixpolygon.input.png',
    'label.nii.gz',
  ];
  for (const name of images) await writeFile(join(folder, name), IMAGE);
  for (const [name, edit] of Object.entries(EDITS)) await writeFile(join(folder, name), JSON.stringify(edit));
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** Runs a line of the API page as it stands there, but for the address. */
async function replay(line: string): Promise<string> {
  const here = line
    .replace(/http:\/\/(?:127\.0\.0\.1|0\.0\.0\.0)\//, `${server.url}/`)
    .replace(/^curl /, 'curl -sS --fail-with-body ');
  const { stdout } = await run('sh', ['-c', here], { cwd: folder });
  return stdout;
}

(hasCurl ? describe : describe.skip)(
  `the API page's curl lines${hasCurl ? '' : ' (there is no curl here)'}`,
  () => {
    it.each([
      [
        'curl -X GET "http://127.0.0.1/v1/models"',
        ['clara_ct_seg_spleen_amp', 'clara_deepgrow', 'clara_ct_annotation_spleen_amp', 'my_model'],
      ],
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

    it('mask2polygon, whose quotes the shell takes', async () => {
      const answer = await replay(String.raw`curl -X POST "http://127.0.0.1/v1/mask2polygon" \
-H "accept: application/json" \
-H "Content-Type: multipart/form-data" \
-F "params={ "more_points": 10 }" \
-F "image=@mask2polygon.input.nii.gz;type=application/gzip"`);
      expect(JSON.parse(answer)).toEqual([[], [[[2, 1], [4, 3]]]]); // prettier-ignore
      expect(server.annotator.requests.at(-1)).toMatchObject({ kind: 'mask-to-polygons', morePoints: 10 });
    });

    it.each([
      ['results', 'fixpolygon.input.json', 'fixpolygon.input.png;type=image/png', 'new_polygons.json'],
      ['image', 'fixpolygon.input.json', 'fixpolygon.input.png;type=image/png', 'new_mask.png'],
      ['image', 'fixpolygon.3d.input.json', 'label.nii.gz;type=application/x-gzip', 'new_label.nii.gz'],
    ])('fixpolygon, output=%s, %s', async (output, edit, image, out) => {
      await replay(`curl -X POST "http://127.0.0.1/v1/fixpolygon?output=${output}" \\
-H "accept: multipart/form-data" \\
-H "Content-Type: multipart/form-data" \\
-F "params=\`cat ${edit}\`" \\
-F "image=@${image}" \\
-o ${out}`);
      const written = await readFile(join(folder, out));
      if (output === 'image') expect(written).toEqual(FAKE_MASK);
      else expect(JSON.parse(written.toString())).toEqual({ poly: EDITS['fixpolygon.input.json'].poly });
      const slice = edit.includes('3d') ? 1 : 0;
      expect(server.annotator.requests.at(-1)).toMatchObject({ kind: 'fix-polygon', edit: { slice } });
    });

    it.each([
      [
        'segmentation',
        String.raw`curl -X POST "http://127.0.0.1/v1/segmentation?model=clara_ct_seg_spleen_amp&output=image" \
-H "accept: multipart/form-data" \
-H "Content-Type: multipart/form-data" \
-F "params={}" \
-F "image=@spleen.nii.gz;type=application/x-gzip" \
-o output_image.nii.gz`,
        { images: [{ name: 'spleen.nii.gz' }] },
      ],
      [
        'dextr3d',
        String.raw`curl -X POST "http://127.0.0.1/v1/dextr3d?model=clara_ct_annotation_spleen_amp&output=image" \
-H "accept: multipart/form-data" \
-H "Content-Type: multipart/form-data" \
-F "params={\"points\":\"[[93,106,64],[40,108,64],[29,66,64],[47,20,64],[93,32,64],[99,68,64]]\"}" \
-F "image=@cropped_spleen.nii.gz;type=application/x-gzip" \
-o output_image.nii.gz`,
        {
          images: [{ name: 'cropped_spleen.nii.gz' }],
          points: [[93, 106, 64], [40, 108, 64], [29, 66, 64], [47, 20, 64], [93, 32, 64], [99, 68, 64]],
        },
      ],
      [
        'deepgrow',
        String.raw`curl -X POST "http://127.0.0.1/v1/deepgrow?model=clara_deepgrow&output=image" \
-H "accept: multipart/form-data" \
-H "Content-Type: multipart/form-data" \
-F "params={\"foreground\":\"[[155, 189, 78], [184, 192, 78], [114,225,78]]\", \"background\":\"[]\"}" \
-F "image=@spleen.nii.gz;type=application/x-gzip" \
-o output_image.nii.gz`,
        {
          images: [{ name: 'spleen.nii.gz' }],
          clicks: { lists: { foreground: [[155, 189, 78], [184, 192, 78], [114, 225, 78]], background: [] } },
        },
      ],
      [
        'inference',
        String.raw`curl -X POST "http://127.0.0.1/v1/inference?model=my_model&output=image" \
-H "accept: multipart/form-data" \
-H "Content-Type: multipart/form-data" \
-F "params={\"mydata\":[1,2,3]}" \
-F "image=@spleen.nii.gz;type=application/x-gzip" \
-o output_image.nii.gz`,
        { images: [{ name: 'spleen.nii.gz' }] },
      ],
    ])('%s', async (kind, line, reached) => {
      await replay(line);
      expect(await readFile(join(folder, 'output_image.nii.gz'))).toEqual(FAKE_MASK);
      await rm(join(folder, 'output_image.nii.gz'));
      expect(server.annotator.requests.at(-1)).toMatchObject({ kind, ...reached });
    }); // prettier-ignore

    it('session', async () => {
      const made = await replay(String.raw`curl -X PUT "http://0.0.0.0/session/?expiry=30" \
-H "accept: application/json" \
-H "Content-Type: multipart/form-data" \
-F "image=@spleen.nii.gz;type=application/x-gzip"`);
      const { session_id: id, session_info: known } = JSON.parse(made);
      expect(known).toMatchObject({ expiry: 30, image: 'spleen.nii.gz' });
      const here = (line: string) => line.replace('[session_id here]', id);
      const get = here(String.raw`curl -X GET "http://0.0.0.0/session/[session_id here]?image=false" \
-H "accept: application/octet-stream"`);
      expect(JSON.parse(await replay(get))).toEqual(known);
      await replay(`${get.replace('image=false', 'image=true')} -o image.nii.gz`);
      expect(IMAGE.equals(await readFile(join(folder, 'image.nii.gz')))).toBe(true);
      const remove = here(String.raw`curl -X DELETE "http://0.0.0.0/session/[session_id here]"`);
      await replay(remove);
      await expect(replay(remove)).rejects.toMatchObject({ code: 22 }); // how --fail-with-body says 404
    });

    it('a boundary written by hand beside the real one', async () => {
      const answer =
        await replay(`curl -X POST "http://127.0.0.1/v1/segmentation?model=clara_ct_seg_spleen_amp&output=json" \\
-H "Content-Type: multipart/form-data; boundary=X" -F "image=@spleen.nii.gz"`);
      expect(JSON.parse(answer)).toEqual({ points: [[0, 1, 2], [9, 8, 7]] }); // prettier-ignore
    });
  },
);
