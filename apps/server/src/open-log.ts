import { pino, type Logger } from 'pino';
import { oneLine } from './one-line.js';

/** Lines of JSON for machines, or lines for people. */
export async function openLog(level: string, forPeople: boolean): Promise<Logger> {
  const options = { level, base: null };
  if (!forPeople) return pino(options);
  const { default: pretty } = await import('pino-pretty');
  const messageFormat = (line: Readonly<Record<string, unknown>>, key: string): string =>
    oneLine(String(line[key] ?? ''));
  const people = { translateTime: 'HH:MM:ss', hideObject: true, sync: true, messageFormat };
  return pino(options, pretty(people));
}
