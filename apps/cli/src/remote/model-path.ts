import { isModelName } from '@aiaa/models';
import { printable } from '../printable.js';
import { UsageProblem } from '../usage-problem.js';

/** Where a model is administered. @throws UsageProblem for what can be no model's name */
export function modelPath(name: string): string {
  if (isModelName(name)) return `/admin/model/${name}`;
  throw new UsageProblem(
    `"${printable(name.slice(0, 64))}" can be no model's name: letters, digits, "_", "-" and "." only, at most 128.`,
  );
}
