import type { Home } from './home.js';

export interface AutoReloadOptions extends Pick<Home, 'schedule' | 'log'> {
  readonly seconds: number;
  readonly reload: () => Promise<readonly string[]>;
}

/** Reloads again and again, each time so long after the last was over. Ends it, and waits for the last. */
export function autoReload({ seconds, reload, schedule, log }: AutoReloadOptions): () => Promise<void> {
  let running = Promise.resolve();
  let cancel = (): void => undefined;
  let isOver = false;
  const once = async (): Promise<void> => {
    try {
      const names = await reload();
      if (names.length > 0) log(`models that changed in the workspace: ${names.join(', ')}`);
    } catch (error) {
      log(`the workspace could not be looked at: ${String(error)}`);
    }
  };
  const wait = (): void => {
    if (isOver) return;
    cancel = schedule(seconds * 1000, () => {
      running = once().then(wait);
    });
  };
  wait();
  return async () => {
    isOver = true;
    cancel();
    await running;
  };
}
