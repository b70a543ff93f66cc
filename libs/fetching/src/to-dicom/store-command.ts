import { CStoreRequest, Dataset } from '../dimse/dcmjs-dimse.js';
import type { FileMeta } from '../from-dicom/part10-header.js';

/** A C-STORE request that says that a data set follows, and leaves its bytes to us. */
export class StoreCommand extends CStoreRequest {
  constructor({ sopClassUid, sopInstanceUid }: FileMeta) {
    super(new Dataset({ SOPClassUID: sopClassUid, SOPInstanceUID: sopInstanceUid }));
  }

  override getDataset(): undefined {
    return undefined;
  }
}
