import { pino, type Logger } from 'pino';

/** Lines of JSON for machines, or lines for people. */
export async function openLog(level: string, forPeople: boolean): Promise<Logger> {
  const options = { level, base: null };
  if (!forPeople) return pino(options);
  const { default: pretty } = await import('pino-pretty');
  const people = { translateTime: 'HH:MM:ss', hideObject: true, sync: true };
  return pino(options, pretty(people));
}
