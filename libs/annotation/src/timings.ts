import type { StageTiming } from '@aiaa/annotator';

/** Runs the stages of one request and keeps how long each took, in milliseconds. */
export class Timings {
  readonly stages: StageTiming[] = [];

  constructor(private readonly now: () => number = () => performance.now()) {}

  async time<T>(stage: string, run: () => T | Promise<T>): Promise<T> {
    const start = this.now();
    try {
      return await run();
    } finally {
      this.stages.push({ stage, milliseconds: this.now() - start });
    }
  }
}
