import { readImage } from '@aiaa/imaging-io';
import { ownPeakKibibytes } from './own-peak.js';

// A process that reads one image, or none, and says what memory it needed at most, in KiB.
const [path] = process.argv.slice(2);
if (path !== undefined) await readImage(path);
process.stdout.write(ownPeakKibibytes());
