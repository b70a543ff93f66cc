/** What clicks did to masks that were good already. */
export interface DiceFalls {
  /** How many clicks fell on such masks. */
  readonly clicks: number;
  /** How many of them cost more than `FALL`. */
  readonly falls: number;
  /** The most that one of them cost; 0 where none cost anything. */
  readonly worst: number;
}

/** A mask of this Dice and more has converged. */
export const CONVERGED = 0.9;
/** A click that corrects such a mask should not cost more. */
export const FALL = 0.02;

/** @param courses Dice after each click, a course for each object */
export function diceFalls(courses: readonly (readonly number[])[]): DiceFalls {
  const costs = courses.flatMap((dices) =>
    dices.slice(1).flatMap((dice, at) => (dices[at] >= CONVERGED ? [dices[at] - dice] : [])),
  );
  return {
    clicks: costs.length,
    falls: costs.filter((cost) => cost > FALL).length,
    worst: Math.max(0, ...costs),
  };
}
