import { describe, expect, it } from '@jest/globals';
import { adminHosts } from './admin-hosts.js';

describe('who may administer', () => {
  it.each([
    ['*', '203.0.113.9', true],
    ['127.0.0.1', '127.0.0.1', true],
    ['127.0.0.1', '::ffff:127.0.0.1', true],
    ['::ffff:127.0.0.1', '127.0.0.1', true],
    ['127.0.0.1', '127.0.0.2', false],
    ['10.20.0.0/16', '10.20.255.1', true],
    ['10.20.0.0/16', '::ffff:10.20.255.1', true],
    ['10.20.0.0/16', '10.21.0.1', false],
    ['0.0.0.0/0', '198.51.100.1', true],
    ['10.20.', '10.20.3.4', true],
    ['10.20.', '10.200.3.4', false],
    ['10.2', '10.20.3.4', 'malformed'],
    ['10.20.', '110.20.3.4', false],
    ['fd00::/8', 'fd12::1', true],
    ['fd00::/8', 'fe80::1', false],
    ['fe80::1', 'fe80::1%eth0', true],
    ['::1', '127.0.0.1', false],
    ['localhost', '127.0.0.1', true],
    ['localhost', '10.0.0.1', false],
    ['no-such-host.invalid', '10.0.0.1', false],
    ['127.0.0.1', 'nowhere', false],
    ['127.0.0.1', '', false],
    ['10.0.0.0/33', '10.0.0.1', 'malformed'],
    ['10.0.0.0/', '10.0.0.1', 'malformed'],
    ['10.0.0.0/8/8', '10.0.0.1', 'malformed'],
    ['host name', '10.0.0.1', 'malformed'],
    ['', '10.0.0.1', 'malformed'],
    ['999.1.', '10.0.0.1', false],
  ])('named %j, seen %j: %j', async (entry, address, expected) => {
    const judge = async () => adminHosts([entry])(address);
    if (expected === 'malformed') await expect(judge()).rejects.toMatchObject({ tag: 'MalformedHosts' });
    else expect(await judge()).toBe(expected);
  });

  it('is anybody of the list', async () => {
    const mayAdminister = adminHosts(['10.0.0.1', '192.168.', 'fd00::/8']);
    const seen = ['10.0.0.1', '192.168.7.7', 'fd00::9', '10.0.0.2'];
    expect(await Promise.all(seen.map(mayAdminister))).toEqual([true, true, true, false]);
  });
});
