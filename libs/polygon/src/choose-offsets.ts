/** What one vertex may choose from: `costs[n]` is the cost of offset `first + n` steps. */
export interface Choice {
  readonly first: number;
  readonly costs: ArrayLike<number>;
  /** What it costs to be one step farther out than the vertex before; twice as far costs four times as much. */
  readonly bend: number;
}

/**
 * The offsets, one for each vertex of an open line, that cost least together: by dynamic programming, as Amini, Weymouth
 * & Jain, "Using dynamic programming for solving variational problems in vision", PAMI 12 (1990), find an active
 * contour. Between two that cost the same the one nearer to 0 is taken.
 */
export function chooseOffsets(line: readonly Choice[]): readonly number[] {
  let sums: readonly number[] = [];
  const cameFrom = line.map((choice, place) => {
    const before = line[place - 1];
    const best = Array.from(choice.costs, (cost, n) => ({ n, cost, from: 0 }));
    if (before) for (const option of best) reachFrom(option, choice, before, sums);
    sums = best.map(({ cost }) => cost);
    return best.map(({ from }) => from);
  });
  const offsets: number[] = [];
  let n = cheapest(line[line.length - 1], sums);
  for (let place = line.length - 1; place >= 0; place--) {
    offsets[place] = line[place].first + n;
    n = cameFrom[place][n];
  }
  return offsets;
}

interface Option {
  readonly n: number;
  cost: number;
  from: number;
}

function reachFrom(option: Option, choice: Choice, before: Choice, sums: readonly number[]): void {
  const step = (n: number): number =>
    sums[n] + choice.bend * (choice.first + option.n - before.first - n) ** 2;
  let least = Infinity;
  for (let n = 0; n < sums.length; n++) {
    const cost = step(n);
    if (
      cost > least ||
      (cost === least && Math.abs(before.first + n) >= Math.abs(before.first + option.from))
    )
      continue;
    least = cost;
    option.from = n;
  }
  option.cost += least;
}

const cheapest = ({ first }: Choice, sums: readonly number[]): number =>
  sums.reduce(
    (best, cost, n) =>
      cost < sums[best] || (cost === sums[best] && Math.abs(first + n) < Math.abs(first + best)) ? n : best,
    0,
  );
