import { printable } from './printable.js';

/** A model as the commands show it, on two lines. */
export function modelLine(
  name: string,
  type: string,
  labels: readonly string[],
  description: string,
): string {
  return `${printable(`${name}  (${type})  ${labels.join(', ')}`)}\n    ${printable(description)}\n`;
}

/** One that a server told of; whatever it left out is shown as nothing. */
export function toldModelLine(model: unknown): string {
  const { name, type, labels, description } = Object(model);
  const list = Array.isArray(labels) ? labels : Object.keys(Object(labels));
  return modelLine(text(name), text(type), list.map(text), text(description));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
