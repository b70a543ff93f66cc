/** How the pixels of a transfer syntax are packed; `native` ones are not. */
export type PixelPacking = 'native' | 'rle' | 'jpeg' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k';

export interface TransferSyntax {
  readonly name: string;
  readonly packing: PixelPacking;
}

export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
export const DEFLATED_LITTLE_ENDIAN = '1.2.840.10008.1.2.1.99';
export const EXPLICIT_BIG_ENDIAN = '1.2.840.10008.1.2.2';

/** The transfer syntaxes that are read (PS3.5, annex A; PS3.6, table A-1). */
export const TRANSFER_SYNTAXES: ReadonlyMap<string, TransferSyntax> = new Map([
  [IMPLICIT_LITTLE_ENDIAN, { name: 'Implicit VR Little Endian', packing: 'native' }],
  [EXPLICIT_LITTLE_ENDIAN, { name: 'Explicit VR Little Endian', packing: 'native' }],
  [DEFLATED_LITTLE_ENDIAN, { name: 'Deflated Explicit VR Little Endian', packing: 'native' }],
  [EXPLICIT_BIG_ENDIAN, { name: 'Explicit VR Big Endian', packing: 'native' }],
  ['1.2.840.10008.1.2.5', { name: 'RLE Lossless', packing: 'rle' }],
  ['1.2.840.10008.1.2.4.50', { name: 'JPEG Baseline', packing: 'jpeg' }],
  ['1.2.840.10008.1.2.4.51', { name: 'JPEG Extended', packing: 'jpeg' }],
  ['1.2.840.10008.1.2.4.57', { name: 'JPEG Lossless', packing: 'jpeg' }],
  ['1.2.840.10008.1.2.4.70', { name: 'JPEG Lossless, first-order prediction', packing: 'jpeg' }],
  ['1.2.840.10008.1.2.4.80', { name: 'JPEG-LS Lossless', packing: 'jpeg-ls' }],
  ['1.2.840.10008.1.2.4.81', { name: 'JPEG-LS Near-Lossless', packing: 'jpeg-ls' }],
  ['1.2.840.10008.1.2.4.90', { name: 'JPEG 2000 Lossless', packing: 'jpeg-2000' }],
  ['1.2.840.10008.1.2.4.91', { name: 'JPEG 2000', packing: 'jpeg-2000' }],
  ['1.2.840.10008.1.2.4.201', { name: 'HTJ2K Lossless', packing: 'htj2k' }],
  ['1.2.840.10008.1.2.4.202', { name: 'HTJ2K Lossless, RPCL', packing: 'htj2k' }],
  ['1.2.840.10008.1.2.4.203', { name: 'HTJ2K', packing: 'htj2k' }],
]);

/** Whether the frames of a transfer syntax are not compressed. */
export const isNative = (transferSyntax: string): boolean =>
  TRANSFER_SYNTAXES.get(transferSyntax)?.packing === 'native';
