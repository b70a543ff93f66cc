import { encodeDataSet } from './encode-data-set.js';

const PREAMBLE_BYTES = 128;
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

/** Names the program that wrote a file (PS3.10, 7.1); a UID made from a UUID (PS3.5, B.2), once and for all. */
const IMPLEMENTATION_CLASS_UID = '2.25.13670439000578425331468921529163298613';

/** What a DICOM file begins with: preamble, prefix and file meta information (PS3.10, 7.1). */
export function part10Head(sopClassUid: string, sopInstanceUid: string, version: string): Uint8Array {
  const meta = encodeDataSet(
    {
      FileMetaInformationVersion: Uint8Array.of(0, 1),
      MediaStorageSOPClassUID: sopClassUid,
      MediaStorageSOPInstanceUID: sopInstanceUid,
      TransferSyntaxUID: EXPLICIT_LITTLE_ENDIAN,
      ImplementationClassUID: IMPLEMENTATION_CLASS_UID,
      ImplementationVersionName: `AIAA_${version}`.slice(0, 16),
    },
    'latin1',
  );
  const length = encodeDataSet({ FileMetaInformationGroupLength: meta.length }, 'latin1');
  return Buffer.concat([Buffer.alloc(PREAMBLE_BYTES), Buffer.from('DICM'), length, meta]);
}
