import { dirname, join } from 'node:path';
import { makeAnnotator } from '@aiaa/annotation';
import { imageSession } from './image-session.js';
import { ownPeakKibibytes } from './own-peak.js';

// A process that opens the `ct.nii.gz` beside a workspace's models and clicks twice with the model of a folder, or does
// nothing, and says what memory it needed at most, in KiB.
const [folder] = process.argv.slice(2);
if (folder !== undefined) {
  const annotator = makeAnnotator();
  const image = join(dirname(dirname(folder)), 'ct.nii.gz');
  const session = imageSession(annotator, { session: 'alone', image, folder });
  const model = { name: 'clicks', revision: '1', folder };
  await session.open();
  await session.click(model);
  await session.click(model);
  await annotator.close();
}
process.stdout.write(ownPeakKibibytes());
