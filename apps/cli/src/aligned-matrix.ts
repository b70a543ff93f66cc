/** The rows of a matrix with the decimal points of each column below each other, to a millionth of `unit`. */
export function alignedMatrix(rows: readonly (readonly number[])[], unit: number): readonly string[] {
  const decimals = Math.min(Math.max(Math.ceil(6 - Math.log10(unit)), 0), 20);
  const cells = rows.map((row) => row.map((value) => plain(value, decimals)));
  const widest = (column: number, of: (text: string) => string): number =>
    Math.max(...cells.map((row) => of(row[column] ?? '').length));
  return cells.map((row) =>
    row
      .map((text, column) => {
        const after = fraction(text).padEnd(widest(column, fraction));
        return `${whole(text).padStart(widest(column, whole))}${after}`;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Without zeros at the end, and no -0. */
const plain = (value: number, decimals: number): string =>
  value
    .toFixed(decimals)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
    .replace(/^-0$/, '0');

const whole = (text: string): string => text.replace(/\..*/, '');

const fraction = (text: string): string => text.slice(whole(text).length);
