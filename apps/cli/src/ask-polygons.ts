import {
  inspectionOf,
  polygonsOf,
  type FixPolygonRequest,
  type ImageRequest,
  type MaskToPolygonsRequest,
} from '@aiaa/annotator';
import type { PolygonStack } from '@aiaa/polygon';
import type { Size } from '@aiaa/volume';
import { findFiles } from './find-files.js';
import { foundPolygons, type FoundPolygons } from './found-polygons.js';
import { lendAnnotator, type Ask } from './lend-annotator.js';
import { lendFolder } from './lend-folder.js';
import { assertDrawn, type PolygonsOptions } from './polygons-options.js';
import { polygonsSvg } from './polygons-svg.js';
import { printable } from './printable.js';
import { putInPlace } from './put-in-place.js';
import { requirePlace } from './require-place.js';
import { polygonsText } from './result-text.js';
import { untilInterrupted } from './until-interrupted.js';
import { UsageProblem } from './usage-problem.js';
import { writeInPlace } from './write-in-place.js';

/** What a command asks, and what becomes of the answer. */
export interface PolygonsTask {
  readonly asked:
    Omit<MaskToPolygonsRequest, keyof ImageRequest> | Omit<FixPolygonRequest, keyof ImageRequest>;
  /** The polygons as the server's JSON has them. */
  encode(rings: PolygonStack): unknown;
  /** The slice that a picture shows where no flag says which. */
  drawn(rings: PolygonStack): number;
  /** Where the mask of the polygons goes, of a request that makes one. */
  readonly mask?: string;
}

/**
 * Asks for polygons about the image that the named files make, prints them or puts them in place, whole or not at all,
 * and draws a slice of them where that is asked for.
 * @throws FileProblem, UsageProblem, and what `annotate` throws
 */
export async function askPolygons(
  paths: readonly string[],
  task: PolygonsTask,
  options: PolygonsOptions,
): Promise<void> {
  const { out, svg } = options;
  assertDrawn(options);
  const images = await findFiles(paths);
  for (const place of [out, svg, task.mask]) if (place !== undefined) await requirePlace(place, true);
  const json = ({ rings }: FoundPolygons): string => `${JSON.stringify(task.encode(rings))}\n`;
  const found = await untilInterrupted((signal) =>
    lendFolder(task.mask, async (resultFolder) => {
      const image = { images, resultFolder, session: SESSION };
      const { size, result } = await lendAnnotator({ signal }, (ask) =>
        answer(ask, { ...task, image }, options),
      );
      if (task.mask !== undefined && result.file !== undefined) await putInPlace(result.file, task.mask);
      if (svg !== undefined)
        await writeInPlace(svg, drawing(result, size, options.slice ?? task.drawn(result.rings)));
      if (out !== undefined) await writeInPlace(out, json(result));
      return result;
    }),
  );
  for (const warning of found.warnings) process.stderr.write(`Note: ${printable(warning)}\n`);
  process.stdout.write(out === undefined ? json(found) : polygonsText(found, out));
}

/** Makes the two requests about an image one reading of it. */
const SESSION = 'image';

interface Answer {
  readonly size: Size;
  readonly result: FoundPolygons;
}

/** @throws UsageProblem when the image has no such slice, and what `annotate` throws */
async function answer(
  ask: Ask,
  { asked, image }: Pick<PolygonsTask, 'asked'> & { readonly image: ImageRequest },
  { slice }: PolygonsOptions,
): Promise<Answer> {
  const { size } = inspectionOf(await ask({ kind: 'inspection', ...image }));
  assertSlice(slice, size);
  return { size, result: foundPolygons(polygonsOf(await ask({ ...asked, ...image }))) };
}

function assertSlice(slice: number | undefined, [, , depth]: Size): void {
  if (slice === undefined || slice < depth) return;
  throw new UsageProblem(`There is no slice ${slice}: the last one of this image is ${depth - 1}.`);
}

const drawing = ({ rings }: FoundPolygons, [width, height, depth]: Size, slice: number): string =>
  polygonsSvg(rings[slice], { width, height, title: `Slice ${slice} of slices 0 to ${depth - 1}` });
