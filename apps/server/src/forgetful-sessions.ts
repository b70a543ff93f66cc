import type { Annotator } from '@aiaa/annotator';
import { isSessionId, SessionGone, type SessionStore } from '@aiaa/sessions';

/**
 * The same sessions, but once one turns out to be gone, or never comes to be, workers let go of its decoded image: also
 * where it has expired, or where another server of the same folder has removed it.
 */
export function forgetfulSessions(
  sessions: SessionStore,
  annotator: Pick<Annotator, 'forget'>,
): SessionStore {
  const forgetOnceGone =
    (id: string) =>
    (error: unknown): never => {
      if (error instanceof SessionGone && isSessionId(id)) annotator.forget(id);
      throw error;
    };
  return {
    stage: (work) =>
      sessions.stage(async (staged) => {
        try {
          return await work(staged);
        } catch (error) {
          annotator.forget(staged.id);
          throw error;
        }
      }),
    use: (id) => sessions.use(id).catch(forgetOnceGone(id)),
    look: (id) => sessions.look(id).catch(forgetOnceGone(id)),
    async remove(id) {
      await sessions.remove(id).catch(forgetOnceGone(id));
      annotator.forget(id);
    },
    close: () => sessions.close(),
  };
}
