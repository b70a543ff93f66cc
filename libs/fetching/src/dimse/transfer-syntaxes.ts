/** Explicit and Implicit VR Little Endian: what everybody speaks (PS3.5, 10). */
export const UNCOMPRESSED_SYNTAXES = ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2'] as const;

/** Implicit VR Little Endian. */
export const IMPLICIT_SYNTAX = '1.2.840.10008.1.2';

/** Every compressed transfer syntax of images whose pixels are decoded here, the likely ones first. */
export const COMPRESSED_SYNTAXES = [
  '1.2.840.10008.1.2.4.70',
  '1.2.840.10008.1.2.4.90',
  '1.2.840.10008.1.2.4.80',
  '1.2.840.10008.1.2.5',
  '1.2.840.10008.1.2.4.57',
  '1.2.840.10008.1.2.4.91',
  '1.2.840.10008.1.2.4.81',
  '1.2.840.10008.1.2.4.50',
  '1.2.840.10008.1.2.4.51',
  '1.2.840.10008.1.2.4.201',
  '1.2.840.10008.1.2.4.202',
  '1.2.840.10008.1.2.4.203',
] as const;
