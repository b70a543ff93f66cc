import { errorCode } from '@aiaa/volume/errors';

/** Who reads our output may stop before its end (`aiaa info scan.nii | head -1`); that is no fault of anyone. */
export function allowClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error) => {
    if (errorCode(error) !== 'EPIPE') throw error;
  });
}
