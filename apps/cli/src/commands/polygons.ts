import { Command } from 'commander';
import { inspectionOf, polygonsOf, type ImageFile, type PolygonsResult } from '@aiaa/annotator';
import type { Size } from '@aiaa/volume';
import { findFiles } from '../find-files.js';
import { lendAnnotator, type Lending } from '../lend-annotator.js';
import { lendFolder } from '../lend-folder.js';
import { nameEnding, parseSlice, wholeFrom } from '../parse-options.js';
import { polygonsJson } from '../polygons-json.js';
import { polygonsSvg } from '../polygons-svg.js';
import { printable } from '../printable.js';
import { requirePlace } from '../require-place.js';
import { polygonsText } from '../result-text.js';
import { untilInterrupted } from '../until-interrupted.js';
import { UsageProblem } from '../usage-problem.js';
import { writeInPlace } from '../write-in-place.js';

interface PolygonsOptions {
  readonly morePoints: number;
  readonly label?: number;
  readonly out?: string;
  readonly svg?: string;
  readonly slice?: number;
}

/** `aiaa polygons mask.nii.gz`: the borders of what lies in a mask, as the server's mask2polygon gives them. */
export const polygonsCommand = (): Command =>
  new Command('polygons')
    .description('trace the borders of what lies in a mask, slice by slice, and print them as JSON')
    .argument('<files...>', 'a mask; or the files that make one, such as a header and its voxels')
    .addHelpText(
      'after',
      '\nThe JSON is a list with one entry for each slice: its polygons, outer borders and holes alike. A vertex is' +
        '\n[j, i], the row before the column, as POST /v1/mask2polygon answers.',
    )
    .option('--more-points <n>', 'how many points to leave out after each that is kept', wholeFrom(0), 0)
    .option('--label <n>', 'the label to trace (default: everything that is not 0)', wholeFrom(1))
    .option('-o, --out <file>', 'where to write the polygons (.json)', nameEnding('.json'))
    .option('--svg <file>', 'where to draw the polygons of one slice (.svg)', nameEnding('.svg'))
    .option('--slice <k>', 'the slice to draw (default: the one with most vertices)', parseSlice)
    .action(polygons);

async function polygons(paths: readonly string[], options: PolygonsOptions): Promise<void> {
  const { out, svg, slice } = options;
  if (slice !== undefined && svg === undefined)
    throw new UsageProblem('A slice is only there to be drawn: say where, as --svg slice.svg.');
  const images = await findFiles(paths);
  for (const place of [out, svg]) if (place !== undefined) await requirePlace(place, true);
  const found = await untilInterrupted(async (signal) => {
    const { size, ...result } = await trace(images, options, { signal });
    if (svg !== undefined) await writeInPlace(svg, drawing(result, size, slice));
    if (out !== undefined) await writeInPlace(out, polygonsJson(result.rings));
    return result;
  });
  for (const warning of found.warnings) process.stderr.write(`Note: ${printable(warning)}\n`);
  process.stdout.write(out === undefined ? polygonsJson(found.rings) : polygonsText(found, out));
}

/** Makes the two requests about an image one reading of it. */
const SESSION = 'mask';

/** @throws UsageProblem when the mask has no such slice, and what `annotate` throws */
function trace(
  images: readonly ImageFile[],
  { morePoints, label, slice }: PolygonsOptions,
  lending: Lending,
): Promise<PolygonsResult & { readonly size: Size }> {
  return lendFolder(undefined, (resultFolder) =>
    lendAnnotator(lending, async (ask) => {
      const image = { images, resultFolder, session: SESSION };
      const { size } = inspectionOf(await ask({ kind: 'inspection', ...image }));
      assertSlice(slice, size);
      const asked = { morePoints, ...(label === undefined ? {} : { label }) };
      return { ...polygonsOf(await ask({ kind: 'mask-to-polygons', ...asked, ...image })), size };
    }),
  );
}

function assertSlice(slice: number | undefined, [, , depth]: Size): void {
  if (slice === undefined || slice < depth) return;
  throw new UsageProblem(`There is no slice ${slice}: the last one of this mask is ${depth - 1}.`);
}

function drawing({ rings }: PolygonsResult, [width, height, depth]: Size, slice?: number): string {
  const vertices = rings.map((slice) => slice.reduce((sum, ring) => sum + ring.length, 0));
  const drawn = slice ?? vertices.indexOf(Math.max(...vertices));
  return polygonsSvg(rings[drawn], { width, height, title: `Slice ${drawn} of slices 0 to ${depth - 1}` });
}
