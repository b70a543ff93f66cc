import type { NetworkConfig } from './model-config.js';

/** Whether a network looks at one slice of the image, the one that was clicked (Fetch2DSlice), not at a volume. */
export const looksAtSlice = ({ guided }: Pick<NetworkConfig, 'guided'>): boolean =>
  guided.some(({ kind }) => kind === 'fetch-slice');
