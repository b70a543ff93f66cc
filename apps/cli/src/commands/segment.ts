import { Command } from 'commander';
import { askModel } from '../ask-model.js';
import { withRequestOptions, type RequestOptions } from '../request-options.js';

/** `aiaa segment --model NAME --out mask.nii.gz image.nii.gz`: the server's segmentation on a local file. */
export const segmentCommand = (): Command =>
  withRequestOptions(
    new Command('segment')
      .alias('segmentation')
      .description("segment an image with one model; the mask lies in the image's own grid"),
  ).action((paths: readonly string[], options: RequestOptions) =>
    askModel(paths, { kind: 'segmentation' }, options),
  );
