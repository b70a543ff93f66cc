import type { ModelReference } from '@aiaa/annotator';

/** Who works with which revisions. */
export interface Leases {
  /** Holds a model, and a pipeline's parts, from now on until the work ends. */
  hold<T>(model: ModelReference, work: () => Promise<T>): Promise<T>;
  /** Resolves once nobody holds this revision; at once when nobody does. */
  free(model: ModelReference): Promise<void>;
}

/** Tells revisions apart: a package that was made by hand is changed where it lies. */
export const revisionKey = ({ folder, revision }: ModelReference): string => `${folder}\0${revision}`;

interface Held {
  count: number;
  readonly waiting: (() => void)[];
}

export function leases(): Leases {
  const held = new Map<string, Held>();
  const take = (key: string): void => {
    const entry = held.get(key) ?? { count: 0, waiting: [] };
    entry.count += 1;
    held.set(key, entry);
  };
  const release = (key: string): void => {
    const entry = held.get(key);
    if (entry === undefined) return;
    entry.count -= 1;
    if (entry.count > 0) return;
    held.delete(key);
    for (const go of entry.waiting) go();
  };
  return {
    async hold(model, work) {
      const keys = [model, ...Object.values(model.parts ?? {})].map(revisionKey);
      for (const key of keys) take(key);
      try {
        return await work();
      } finally {
        for (const key of keys) release(key);
      }
    },
    free(model) {
      const entry = held.get(revisionKey(model));
      if (entry === undefined) return Promise.resolve();
      return new Promise((resolve) => entry.waiting.push(resolve));
    },
  };
}
