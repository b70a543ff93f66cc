import { join } from 'node:path';
import { makeAnnotator } from '@aiaa/annotation';
import { polygonsOf } from '@aiaa/annotator';
import { encodeStack } from '@aiaa/http-contract';
import { writeImage } from '@aiaa/imaging-io';
import { maskToPolygons } from '@aiaa/polygon';
import { allocateLabels, IDENTITY_AFFINE, makeLabelMap, type LabelMap } from '@aiaa/volume';
import { inTempFolder } from './in-temp-folder.js';
import { openCvTracing } from './opencv-tracing.js';
import { median, writeResults } from './results.js';
import { timed } from './timed.js';

/**
 * The borders of a body and the organs in it, 512 x 512 x 100: traced by us and by OpenCV in turn, and a whole request
 * from the file of the mask to the JSON of its polygons.
 */
const ROUNDS = Number(process.argv[2] ?? 11);

await inTempFolder(async (folder) => {
  const mask = bodyMask();
  const path = join(folder, 'mask.nii.gz');
  await writeImage(path, mask);
  const openCv = await openCvTracing(mask);
  const annotator = makeAnnotator();
  const request = {
    kind: 'mask-to-polygons',
    morePoints: 0,
    images: [{ path, name: 'mask.nii.gz' }],
    resultFolder: folder,
  } as const;
  const watch = { signal: new AbortController().signal, report: () => undefined };
  const answer = async (): Promise<Uint8Array> => {
    const { polygons } = polygonsOf(await annotator.annotate(request, watch));
    return Buffer.concat([...encodeStack(polygons)]);
  };
  const [ours, theirs, whole]: [number[], number[], number[]] = [[], [], []];
  let [borders, openCvBorders, bytes] = [0, 0, 0];
  for (let round = 0; round <= ROUNDS; round++) {
    const [traced, rings] = await timed(() => maskToPolygons(mask));
    const [found, count] = await timed(openCv);
    const [answered, json] = await timed(answer);
    [borders, openCvBorders, bytes] = [rings.flat().length, count, json.length];
    if (round === 0) continue; // it compiles
    ours.push(traced);
    theirs.push(found);
    whole.push(answered);
  }
  await annotator.close();
  writeResults('polygons', {
    borders,
    'borders that OpenCV finds': openCvBorders,
    'tracing, ms': median(ours),
    'OpenCV (WebAssembly), tracing alone, ms': median(theirs),
    'tracing: ours / OpenCV': median(ours) / median(theirs),
    'from the file to the JSON, ms': median(whole),
    'bytes of JSON': bytes,
  });
});

/** A body with a hollow in it, and two organs in that. */
function bodyMask(): LabelMap {
  const size = [512, 512, 100] as const;
  const grid = { size, affine: IDENTITY_AFFINE };
  const labels = allocateLabels(grid, 1);
  const inside = (
    x: number,
    y: number,
    z: number,
    [cx, cy, cz, r]: readonly [number, number, number, number],
  ) => ((x - cx) / r) ** 2 + ((y - cy) / (r * 0.8)) ** 2 + ((z - cz) / (r * 0.5)) ** 2 < 1;
  for (let z = 0, at = 0; z < size[2]; z++)
    for (let y = 0; y < size[1]; y++)
      for (let x = 0; x < size[0]; x++, at++) {
        const body = inside(x, y, z, [256, 256, 50, 220]) && !inside(x, y, z, [256, 256, 50, 180]);
        const organs = inside(x, y, z, [200, 250, 45, 60]) || inside(x, y, z, [320, 270, 60, 40]);
        labels[at] = body || organs ? 1 : 0;
      }
  return makeLabelMap(grid, labels);
}
