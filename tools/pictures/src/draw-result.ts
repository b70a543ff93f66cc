import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeAnnotator } from '@aiaa/annotation';
import { maskOf } from '@aiaa/annotator';
import { readImage } from '@aiaa/imaging-io';
import { openModelRepository } from '@aiaa/models';
import { orientation } from '@aiaa/transforms';
import { labelMapOf, type Volume } from '@aiaa/volume';
import { encode } from 'fast-png';
import { drawSlice, type SliceView } from './draw-slice.js';
import { sideBySide } from './side-by-side.js';

/** `draw-result IMAGE OUT.png`: segments an image and draws its middle slices, plain and with the mask. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string', default: 'ct_tissue' },
    workspace: { type: 'string' },
    zoom: { type: 'string', default: '3' },
    low: { type: 'string', default: '-200' },
    high: { type: 'string', default: '300' },
  },
});
const [image, out] = positionals;
if (image === undefined || out === undefined)
  throw new Error('Usage: draw-result IMAGE.nii.gz OUT.png [--model NAME]');

const { workspace } = values;
const repository = await openModelRepository(workspace === undefined ? {} : { workspace });
const annotator = makeAnnotator();
const resultFolder = await mkdtemp(join(tmpdir(), 'aiaa-picture-'));
try {
  const result = await annotator.annotate(
    {
      kind: 'segmentation',
      model: repository.get(values.model),
      images: [{ path: resolve(image), name: basename(image) }],
      result: { extension: '.nii.gz', compress: true },
      resultFolder,
    },
    { signal: AbortSignal.timeout(600_000), report: () => undefined },
  );
  await writeFile(out, encode(await drawViews(image, maskOf(result).file)));
} finally {
  await annotator.close();
  await rm(resultFolder, { recursive: true, force: true });
}

async function drawViews(imageFile: string, maskFile: string) {
  const volume = asRadiologistsLook((await readImage({ path: imageFile })).volume);
  const mask = labelMapOf(asRadiologistsLook((await readImage({ path: maskFile })).volume));
  const window = [Number(values.low), Number(values.high)] as const;
  const views = ([2, 1] as const).map((axis): SliceView => {
    return { axis, at: Math.floor(volume.size[axis] / 2), window, zoom: Number(values.zoom) };
  });
  const pictures = views.flatMap((view) => [
    drawSlice(volume, undefined, view),
    drawSlice(volume, mask, view),
  ]);
  return { ...sideBySide(pictures), channels: 3, depth: 8 as const };
}

/** From the feet and from the front: the patient's left on the right of the picture, back and feet below. */
function asRadiologistsLook(volume: Volume): Volume {
  return orientation({ axcodes: 'LPI' })(volume).volume;
}
