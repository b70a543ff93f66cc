import type { Schedule } from './home.js';

/** The time that files stay after nobody here needs them. */
export interface Grace {
  /** Resolves to true when it is over, to false when it is broken off before. */
  wait(milliseconds: number, schedule: Schedule): Promise<boolean>;
  /** Breaks off every wait, also those that are yet to come. */
  breakOff(): void;
}

export function graceOf(): Grace {
  const waits = new Set<() => void>();
  let isBrokenOff = false;
  return {
    wait(milliseconds, schedule) {
      if (milliseconds === 0) return Promise.resolve(true);
      if (isBrokenOff) return Promise.resolve(false);
      return new Promise((resolve) => {
        const end = (isOver: boolean): void => {
          waits.delete(stop);
          resolve(isOver);
        };
        const cancel = schedule(milliseconds, () => end(true));
        const stop = (): void => {
          cancel();
          end(false);
        };
        waits.add(stop);
      });
    },
    breakOff() {
      isBrokenOff = true;
      for (const stop of waits) stop();
    },
  };
}
