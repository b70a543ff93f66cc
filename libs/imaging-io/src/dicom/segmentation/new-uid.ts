import { randomUUID } from 'node:crypto';

/** A UID that nobody else has: a random UUID as one decimal number below the root 2.25 (PS3.5, B.2). */
export const newUid = (): string => `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`;
