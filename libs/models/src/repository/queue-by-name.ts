/** Does work that has one name one after the other, in the order it was asked, and of different names at once. */
export interface QueueByName {
  add<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is left. */
  idle(): Promise<void>;
}

export function queueByName(): QueueByName {
  const last = new Map<string, Promise<unknown>>();
  return {
    add(name, work) {
      const done = (last.get(name) ?? Promise.resolve()).then(work);
      const settled = done
        .catch(() => undefined) // whoever asked hears of it
        .then(() => {
          if (last.get(name) === settled) last.delete(name);
        });
      last.set(name, settled);
      return done;
    },
    async idle() {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}
