import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DicomSource } from '@aiaa/annotator';
import { DEFAULT_FETCH_LIMITS, storeDicom } from '@aiaa/fetching';
import { TEST_STUDY_UID, testInstance } from '@aiaa/fetching/testing';
import type { DicomServer } from './dicom-servers.js';
import { inTempFolder } from './in-temp-folder.js';

/** Of a CT slice of 512 x 512 voxels, 16 bits each. */
export const SLICE_BYTES = 512 * 512 * 2;

/** Makes a CT series and has a server store it; gives what it is fetched by. */
export async function storeSeries(server: DicomServer, slices: number): Promise<DicomSource> {
  const seriesUid = `${TEST_STUDY_UID}.${slices}`;
  const peer = { host: server.host, port: server.port, calledAeTitle: server.aeTitle };
  await inTempFolder(async (folder) => {
    const files = Array.from({ length: slices }, (_, at) => ({ path: join(folder, `${at + 1}.dcm`) }));
    for (const [at, { path }] of files.entries()) {
      // DCMTK writes sequences in its own way, so that others would differ.
      const slice = testInstance({ number: at + 1, seriesUid, pixelBytes: SLICE_BYTES, sequence: false });
      await writeFile(path, slice.file);
    }
    await storeDicom(files, peer, { limits: DEFAULT_FETCH_LIMITS });
  });
  return { kind: 'dicom', ...peer, queryLevel: 'SERIES', studyUid: TEST_STUDY_UID, seriesUid };
}
