import type { SessionStore } from '@aiaa/sessions';

/**
 * Does work on the files of a session, if it is about one. Where that fails because somebody deleted them meanwhile,
 * this is what is told.
 * @throws SessionGone, or what the work throws
 */
export async function unlessGone<T>(
  sessions: SessionStore,
  id: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (id !== undefined) await sessions.look(id);
    throw error;
  }
}
