import { describe, expect, it } from '@jest/globals';
import { RequestQueue, type Waiting } from './request-queue.js';

class Waiter implements Waiting {
  readonly places: number[] = [];
  constructor(private readonly onMove: (position: number) => void = () => undefined) {}
  moved(position: number): void {
    this.places.push(position);
    this.onMove(position);
  }
}

const told = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('RequestQueue', () => {
  it('serves first come, first', () => {
    const queue = new RequestQueue<Waiter>(3);
    const [a, b, c] = [new Waiter(), new Waiter(), new Waiter()];
    for (const waiter of [a, b, c]) queue.add(waiter);
    expect([queue.take(), queue.take(), queue.take(), queue.take()]).toEqual([a, b, c, undefined]);
  });

  it('tells each waiter his place on entry and whenever it changes, and nothing twice', async () => {
    const queue = new RequestQueue<Waiter>(4);
    const waiters = [new Waiter(), new Waiter(), new Waiter(), new Waiter()] as const;
    for (const waiter of waiters) queue.add(waiter);
    await told();
    queue.remove(waiters[1]);
    await told();
    queue.take();
    await told();
    expect(waiters.map(({ places }) => places)).toEqual([[1], [2], [3, 2, 1], [4, 3, 2]]);
  });

  it('says nothing to whoever is taken at once', async () => {
    const queue = new RequestQueue<Waiter>(1);
    const waiter = new Waiter();
    queue.add(waiter);
    queue.take();
    await told();
    expect(waiter.places).toEqual([]);
  });

  it.each([0, 1, 16])('refuses what is beyond %i places, with figures', (limit) => {
    const queue = new RequestQueue<Waiter>(limit);
    for (let place = 0; place < limit; place += 1) expect(queue.add(new Waiter())).toBeUndefined();
    expect(queue.add(new Waiter())?.fault).toEqual({
      tag: 'Overloaded',
      message: `The server is busy: all ${limit} places of its queue are taken; ask again later.`,
    });
    expect(queue.length).toBe(limit);
  });

  it('takes back one who was served, at the head and above the limit', async () => {
    const queue = new RequestQueue<Waiter>(1);
    const [served, next] = [new Waiter(), new Waiter()];
    queue.add(next);
    await told();
    queue.putBack(served);
    await told();
    expect([served.places, next.places]).toEqual([[1], [1, 2]]);
    expect(queue.take()).toBe(served);
  });

  it('ignores the leaving of one who is not there', () => {
    const queue = new RequestQueue<Waiter>(1);
    queue.add(new Waiter());
    queue.remove(new Waiter());
    expect(queue.length).toBe(1);
  });

  it('stays in order when a waiter leaves on hearing his place', async () => {
    const queue = new RequestQueue<Waiter>(3);
    const hasty: Waiter = new Waiter(() => queue.remove(hasty));
    const patient = new Waiter();
    queue.add(hasty);
    queue.add(patient);
    await told();
    expect([hasty.places, patient.places, queue.length]).toEqual([[1], [1], 1]);
  });
});
