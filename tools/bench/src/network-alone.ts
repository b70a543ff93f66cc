import { join } from 'node:path';
import { makeAnnotator } from '@aiaa/annotation';
import { loadOnnxNetwork, makeTensor } from '@aiaa/inference';
import { ownPeakKibibytes } from './own-peak.js';

// A process that runs the network of a model's folder on one window, or none, and says what memory it needed at most,
// in KiB. It loads all that a request's process loads, and idles.
const [folder] = process.argv.slice(2);
const annotator = makeAnnotator();
if (folder !== undefined) {
  const network = await loadOnnxNetwork(join(folder, 'model.onnx'));
  await network.forward({ image: makeTensor([1, 1, 96, 96, 96], new Float32Array(96 ** 3)) });
  await network.release();
}
await annotator.close();
process.stdout.write(ownPeakKibibytes());
