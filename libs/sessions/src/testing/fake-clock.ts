import type { Clock } from '../clock.js';

/** A clock that a test winds. */
export class FakeClock implements Clock {
  #now: number;
  readonly #timers = new Set<{ readonly at: number; readonly callback: () => void | Promise<void> }>();

  constructor(now = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, callback: () => void | Promise<void>): () => void {
    const timer = { at: this.#now + milliseconds, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** How many callbacks are waited for. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Sets the clock forth, or back, without calling anybody: as an administrator or NTP does. */
  jump(seconds: number): void {
    this.#now += seconds * 1000;
  }

  /** Lets time pass: calls back in order, and waits for each to end. */
  async pass(seconds: number): Promise<void> {
    const end = this.#now + seconds * 1000;
    for (let due = this.#due(end); due; due = this.#due(end)) {
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      await due.callback();
    }
    this.#now = end;
  }

  #due(end: number) {
    return [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
