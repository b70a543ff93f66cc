import { LimitExceeded } from '@aiaa/volume/errors';

/** Far more than an anatomical model has, and still quick to list in a viewer. */
export const MOST_SEGMENTS = 1000;

export const tooManyLabels = (): LimitExceeded =>
  new LimitExceeded(
    `The result has more than ${MOST_SEGMENTS} labels, the most that are written to a DICOM segmentation; ask for NIfTI or NRRD.`,
  );
