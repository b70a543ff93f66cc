import { TaggedError } from '@aiaa/volume/errors';

/** The tagged error that a promise fails with; any other end is thrown on, for the test to fail. */
export async function refusalOf(promise: Promise<unknown>): Promise<TaggedError> {
  const end = await promise.then(
    () => new Error('Nothing was refused.'),
    (error: unknown) => error,
  );
  if (end instanceof TaggedError) return end;
  throw end;
}
