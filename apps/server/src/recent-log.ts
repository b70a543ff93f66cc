import type { DestinationStream } from 'pino';

/** The newest lines of the log, kept in memory. */
export interface RecentLog extends DestinationStream {
  /** The newest lines, the oldest of them first. */
  records(count: number): readonly unknown[];
  /** The same for people. */
  text(count: number): string;
}

const MOST_LINES = 10_000;

/** A long line says in its beginning what it has to say. */
const LONGEST_LINE = 16 * 1024;

/** Keeps what is written to it; `forPeople` turns a line of JSON into one for people. */
export function makeRecentLog(forPeople: (line: string) => string): RecentLog {
  const lines: string[] = [];
  const last = (count: number): readonly string[] => lines.slice(-count);
  return {
    write(line) {
      lines.push(line.length > LONGEST_LINE ? shortened(line) : line);
      if (lines.length > 2 * MOST_LINES) lines.splice(0, lines.length - MOST_LINES);
    },
    records: (count) => last(Math.min(count, MOST_LINES)).map((line): unknown => JSON.parse(line)),
    text: (count) => last(Math.min(count, MOST_LINES)).map(forPeople).join(''),
  };
}

const shortened = (line: string): string => {
  const { level, time, msg } = JSON.parse(line) as Readonly<Record<string, unknown>>;
  return `${JSON.stringify({ level, time, msg: String(msg).slice(0, LONGEST_LINE / 2) })}\n`;
};
