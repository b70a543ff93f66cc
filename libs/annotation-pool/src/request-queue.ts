import type { AnnotationFailed } from '@aiaa/annotator';
import { overloaded } from './pool-faults.js';

/** Someone in the queue, who is told of every new place; 1 is next. */
export interface Waiting {
  moved(position: number): void;
}

interface Place<Waiter> {
  readonly waiter: Waiter;
  told: number;
}

/**
 * First come, first served, up to a limit. Places are told in a microtask of their own, so that whoever asks
 * or cancels on hearing one never finds the queue half changed; who is taken at once hears of none.
 */
export class RequestQueue<Waiter extends Waiting> {
  readonly #limit: number;
  readonly #places: Place<Waiter>[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get length(): number {
    return this.#places.length;
  }

  /** Whoever is next. */
  get first(): Waiter | undefined {
    return this.#places[0]?.waiter;
  }

  /** The refusal, `Overloaded`, when the queue is full. */
  add(waiter: Waiter): AnnotationFailed | undefined {
    if (this.#places.length >= this.#limit) return overloaded(this.#limit);
    this.#places.push({ waiter, told: 0 });
    this.#tellPlaces();
    return undefined;
  }

  /** Back to the head, for one who was taken already: the limit was for the door. */
  putBack(waiter: Waiter): void {
    this.#places.unshift({ waiter, told: 0 });
    this.#tellPlaces();
  }

  take(): Waiter | undefined {
    const place = this.#places.shift();
    this.#tellPlaces();
    return place?.waiter;
  }

  /** Does nothing for one who is not in the queue. */
  remove(waiter: Waiter): void {
    const at = this.#places.findIndex((place) => place.waiter === waiter);
    if (at === -1) return;
    this.#places.splice(at, 1);
    this.#tellPlaces();
  }

  #tellPlaces(): void {
    queueMicrotask(() => {
      for (const place of [...this.#places]) {
        const position = this.#places.indexOf(place) + 1;
        if (position === 0 || position === place.told) continue;
        place.told = position;
        place.waiter.moved(position);
      }
    });
  }
}
