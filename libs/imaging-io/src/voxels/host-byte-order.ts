import { endianness } from 'node:os';

/** Typed arrays have the byte order of the machine. */
export const HOST_LITTLE_ENDIAN = endianness() === 'LE';
