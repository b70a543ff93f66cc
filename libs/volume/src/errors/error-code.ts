/** The `code` that Node gives its system and stream errors, such as ESRCH; undefined for any other error. */
export const errorCode = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
