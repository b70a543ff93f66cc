import { describe, expect, it } from '@jest/globals';
import { makeRecentLog } from './recent-log.js';

const line = (msg: string): string => `${JSON.stringify({ level: 30, time: 1, msg })}\n`;

describe('the recent log', () => {
  it('keeps the newest, in their order', () => {
    const log = makeRecentLog((text) => text);
    for (let n = 0; n < 30_000; n += 1) log.write(line(String(n)));
    expect(log.records(3).map((one) => Object(one).msg)).toEqual(['29997', '29998', '29999']);
    expect(log.records(1e9).length).toBeLessThanOrEqual(10_000);
  });

  it('cuts a line that is too long, and it is JSON still', () => {
    const log = makeRecentLog((text) => text);
    log.write(line('é'.repeat(1e6)));
    expect(log.text(1).length).toBeLessThan(20_000);
    expect(log.records(1)).toMatchObject([{ level: 30, time: 1 }]);
  });

  it('renders lines for people', () => {
    const log = makeRecentLog((text) => `<${Object(JSON.parse(text)).msg}>\n`);
    log.write(line('one'));
    log.write(line('two'));
    expect(log.text(5)).toBe('<one>\n<two>\n');
  });
});
