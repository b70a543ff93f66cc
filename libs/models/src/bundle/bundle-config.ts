import { JsonCursor } from '../decode-model-config/json-cursor.js';
import { bundleInference } from './bundle-inference.js';
import { bundleLabels } from './bundle-labels.js';
import { bundleTransforms } from './bundle-transforms.js';

/** The two files of a MONAI bundle that say what a config says. */
export interface BundleFiles {
  /** `configs/metadata.json` */
  readonly metadata: unknown;
  /** `configs/inference.json` */
  readonly inference: unknown;
}

/**
 * A config, in the words of Clara Train 4, of what a MONAI bundle does to segment an image. Python expressions are
 * never run: what is said by one is left out where nothing depends on it here, such as a device.
 * @throws MalformedModelConfig for what cannot be said in a config, with its place.
 */
export function bundleConfig(files: BundleFiles): object {
  const metadata = new JsonCursor(files.metadata, 'metadata.json');
  const inference = new JsonCursor(files.inference, 'inference.json');
  return {
    version: metadata
      .at('version')
      .or('1', (version) => (version.isText ? version.text() : version.number())),
    type: 'segmentation',
    labels: bundleLabels(metadata),
    description: metadata.at('description').or('', (description) => description.text()),
    pre_transforms: bundleTransforms(inference, 'preprocessing'),
    inference: { input: 'image', output: 'pred', AIAA: bundleInference(inference) },
    post_transforms: bundleTransforms(inference, 'postprocessing'),
    writer: { name: 'aiaa.transforms.Writer', args: { image: 'pred', json: 'result' } },
  };
}
