import { Command } from 'commander';
import { encodePolygons } from '@aiaa/http-contract';
import type { PolygonStack } from '@aiaa/polygon';
import { askPolygons } from '../ask-polygons.js';
import { wholeFrom } from '../parse-options.js';
import { withPolygonsOptions, type PolygonsOptions } from '../polygons-options.js';

interface TraceOptions extends PolygonsOptions {
  readonly morePoints: number;
  readonly label?: number;
}

/** `aiaa polygons mask.nii.gz`: the borders of what lies in a mask, as the server's mask2polygon gives them. */
export const polygonsCommand = (): Command =>
  withPolygonsOptions(
    new Command('polygons')
      .description('trace the borders of what lies in a mask, slice by slice, and print them as JSON')
      .argument('<files...>', 'a mask; or the files that make one, such as a header and its voxels')
      .addHelpText(
        'after',
        '\nThe JSON is a list with one entry for each slice: its polygons, outer borders and holes alike. A vertex is' +
          '\n[j, i], the row before the column, as POST /v1/mask2polygon answers.',
      )
      .option('--more-points <n>', 'how many points to leave out after each that is kept', wholeFrom(0), 0)
      .option('--label <n>', 'the label to trace (default: everything that is not 0)', wholeFrom(1)),
    'the one with most vertices',
  ).action((paths: readonly string[], { morePoints, label, ...options }: TraceOptions) => {
    const asked = { morePoints, ...(label === undefined ? {} : { label }) };
    const encode = (rings: PolygonStack) => encodePolygons(rings, 'stack');
    return askPolygons(
      paths,
      { asked: { kind: 'mask-to-polygons', ...asked }, encode, drawn: fullest },
      options,
    );
  });

/** The slice with most vertices. */
function fullest(rings: PolygonStack): number {
  const vertices = rings.map((slice) => slice.reduce((sum, ring) => sum + ring.length, 0));
  return vertices.indexOf(Math.max(...vertices));
}
