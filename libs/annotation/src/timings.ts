import type { StageTiming } from '@aiaa/annotator';

/** Runs the stages of one request and keeps how long each took, in milliseconds: all times that it ran together. */
export class Timings {
  /** By stage, in the order in which they first ended. */
  readonly #milliseconds = new Map<string, number>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  get stages(): readonly StageTiming[] {
    return [...this.#milliseconds].map(([stage, milliseconds]) => ({ stage, milliseconds }));
  }

  async time<T>(stage: string, run: () => T | Promise<T>): Promise<T> {
    const start = this.now();
    try {
      return await run();
    } finally {
      const before = this.#milliseconds.get(stage) ?? 0;
      this.#milliseconds.set(stage, before + this.now() - start);
    }
  }
}
