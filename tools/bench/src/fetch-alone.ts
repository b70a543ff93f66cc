import type { DicomSource } from '@aiaa/annotator';
import { DEFAULT_FETCH_LIMITS, fetchDicom } from '@aiaa/fetching';
import { inTempFolder } from './in-temp-folder.js';
import { ownPeakKibibytes } from './own-peak.js';

// A process that fetches one series from a DICOM server, and says what memory it needed at most, in KiB.
const [source = ''] = process.argv.slice(2);
await inTempFolder(async (folder) => {
  await fetchDicom(JSON.parse(source) as DicomSource, { folder, limits: DEFAULT_FETCH_LIMITS });
});
process.stdout.write(ownPeakKibibytes());
