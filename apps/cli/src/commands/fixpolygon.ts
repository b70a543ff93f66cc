import { Command } from 'commander';
import { encodePolygons } from '@aiaa/http-contract';
import { askPolygons } from '../ask-polygons.js';
import { parseResultName, type ResultName } from '../parse-options.js';
import { withPolygonsOptions, type PolygonsOptions } from '../polygons-options.js';
import { readEdit } from '../read-edit.js';

interface FixOptions extends PolygonsOptions {
  readonly edit: string;
  readonly mask?: ResultName;
}

/** `aiaa fixpolygon --edit edit.json image.png`: polygons that follow a vertex, as the server's fixpolygon gives them. */
export const fixPolygonCommand = (): Command =>
  withPolygonsOptions(
    new Command('fixpolygon')
      .description(
        'let the neighbours of a moved vertex follow it, to the edges of the image, and print the polygons',
      )
      .argument('<images...>', 'the image that the polygons lie on; or the files that make one')
      .addHelpText(
        'after',
        '\nThe edit is what POST /v1/fixpolygon takes as params: poly, polygon_index, vertex_index, vertex_offset, and' +
          '\nas wanted dimension, slice_index, propagate_neighbor, propagate_neighbor_3d. The polygons come back as they' +
          '\nwere sent: on a picture a vertex is [x, y]; in a stack of slices [j, i], the row before the column.',
      )
      .requiredOption('-e, --edit <file>', 'the polygons, and what was moved (.json)')
      .option(
        '--mask <file>',
        'where to write the mask of the polygons (.nii.gz, .nii, .nrrd or .png)',
        parseResultName,
      ),
    'the one of the edit',
  ).action(async (paths: readonly string[], { edit: file, mask, ...options }: FixOptions) => {
    const { order, rings, edit } = await readEdit(file);
    const result = mask === undefined ? {} : { result: { extension: mask.extension, compress: true } };
    const task = {
      asked: { kind: 'fix-polygon', rings, edit, ...result },
      encode: (fixed: typeof rings) => ({ poly: encodePolygons(fixed, order) }),
      drawn: () => edit.slice,
      ...(mask === undefined ? {} : { mask: mask.path }),
    } as const;
    await askPolygons(paths, task, options);
  });
