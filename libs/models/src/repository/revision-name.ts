import { randomBytes } from 'node:crypto';

/** The name of a new revision: when it was made, in UTC, so that names sort by time, and eight random digits. */
export const newRevision = (now: number): string =>
  `${new Date(now).toISOString().replaceAll(/[-:.]/g, '')}-${randomBytes(4).toString('hex')}`;

const SHAPE = /^\d{8}T\d{9}Z-[0-9a-f]{8}$/;

/** Whether a folder is called as we call revisions: no other is ever removed. */
export const isOurRevision = (name: string): boolean => SHAPE.test(name);
