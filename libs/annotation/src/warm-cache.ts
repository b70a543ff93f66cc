import type { Image } from '@aiaa/imaging-io';
import type { SpatialStep } from '@aiaa/transforms';

/** What is kept of one session. */
interface Warm {
  readonly image: Image;
  /** What a model's chain makes of the image, whatever the clicks, by the model's key; the least recently used first. */
  readonly steps: Map<string, SpatialStep>;
}

/** A session of one voxel takes memory too, so that there are never more than some thousands. */
const BYTES_BESIDE_VOXELS = 64 * 1024;

/**
 * Keeps the decoded images of sessions, and what chains make of them before they look at clicks, within a bound of
 * bytes. Of the sessions that were not used for longest first the work of chains goes, which is done again from the
 * image, then the image, which takes the reading of a file. What does not fit by itself is not kept, and drives nothing
 * out. What is kept is never changed, so an answer is the same whether it was.
 */
export class WarmCache {
  /** The least recently used first, as a Map keeps the order in which keys were set. */
  readonly #sessions = new Map<string, Warm>();

  constructor(private readonly limitBytes: number) {}

  image(session: string): Image | undefined {
    return touch(this.#sessions, session)?.image;
  }

  step(session: string, model: string): SpatialStep | undefined {
    const warm = touch(this.#sessions, session);
    return warm === undefined ? undefined : touch(warm.steps, model);
  }

  keepImage(session: string, image: Image): void {
    const warm = { image, steps: new Map<string, SpatialStep>() };
    if (this.#sessions.has(session) || bytesOf(warm) > this.limitBytes) return;
    this.#sessions.set(session, warm);
    this.#shrink();
  }

  /** Kept only beside its image; where all steps of a session do not fit, the latest stay. */
  keepStep(session: string, model: string, step: SpatialStep): void {
    const warm = touch(this.#sessions, session);
    if (warm === undefined) return;
    const alone = { image: warm.image, steps: new Map([[model, step]]) };
    if (bytesOf(alone) > this.limitBytes) return;
    warm.steps.set(model, step);
    for (const older of warm.steps.keys()) {
      if (bytesOf(warm) <= this.limitBytes) break;
      warm.steps.delete(older);
    }
    this.#shrink();
  }

  forget(session: string): void {
    this.#sessions.delete(session);
  }

  get bytes(): number {
    return [...this.#sessions.values()].reduce((sum, warm) => sum + bytesOf(warm), 0);
  }

  /** The session that was used last fits by itself: it stays. */
  #shrink(): void {
    const older = [...this.#sessions].slice(0, -1);
    let excess = this.bytes - this.limitBytes;
    for (const [, warm] of older) {
      if (excess <= 0) return;
      excess -= bytesOf(warm);
      warm.steps.clear();
      excess += bytesOf(warm);
    }
    for (const [session, warm] of older) {
      if (excess <= 0) return;
      this.#sessions.delete(session);
      excess -= bytesOf(warm);
    }
  }
}

/** The value of a key, which becomes the last one used. */
function touch<Value>(map: Map<string, Value>, key: string): Value | undefined {
  const value = map.get(key);
  if (value === undefined) return undefined;
  map.delete(key);
  map.set(key, value);
  return value;
}

/** Chains hand on the very voxels that they leave alone: those count once. */
function bytesOf({ image, steps }: Warm): number {
  const volumes = [image.volume, ...[...steps.values()].map((step) => step.volume)];
  const buffers = new Set(volumes.map(({ voxels }) => voxels.buffer));
  return [...buffers].reduce((sum, { byteLength }) => sum + byteLength, BYTES_BESIDE_VOXELS);
}
