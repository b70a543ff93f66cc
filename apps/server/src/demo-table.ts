/** What the demo got back. */
export interface DemoResult {
  readonly model: string;
  readonly seconds: number;
  /** The label of value i is `labels[i - 1]`. */
  readonly labels: readonly string[];
  /** Voxels by value, the background first, as `countLabels` gives them. */
  readonly counts: ArrayLike<number>;
  readonly voxelMm3: number;
}

/** The demo's result for people: one line per label that the model knows or the mask holds. */
export function demoTable({ model, seconds, labels, counts, voxelMm3 }: DemoResult): string {
  const values = Array.from({ length: counts.length }, (_, value) => value).slice(1);
  const rows = values
    .map((value) => ({ value, name: labels[value - 1], voxels: counts[value] ?? 0 }))
    .filter(({ name, voxels }) => name !== undefined || voxels > 0)
    .map(({ value, name = '?', voxels }) => [
      String(value),
      name,
      voxels.toLocaleString('en'),
      ((voxels * voxelMm3) / 1000).toFixed(1),
    ]);
  const table = [['', 'label', 'voxels', 'ml'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, at) => (at === 1 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('   '),
  );
  return ['', `${model} segmented the sample in ${seconds.toFixed(1)} s`, '', ...lines, '']
    .map((line) => (line === '' ? '\n' : `  ${line}\n`))
    .join('');
}
