import type { LabelMap } from '@aiaa/volume';

/** A number for each label that the map's dtype can hold, looked up by label. */
export const labelTable = ({ dtype }: LabelMap, numberOf: (label: number) => number): Uint16Array =>
  Uint16Array.from({ length: dtype === 'uint8' ? 256 : 65_536 }, (_, label) => numberOf(label));
