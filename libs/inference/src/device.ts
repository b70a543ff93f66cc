/** Where a network can run. A device that is added here must be named in every backend's table. */
export const DEVICES = ['cpu'] as const;

export type Device = (typeof DEVICES)[number];
