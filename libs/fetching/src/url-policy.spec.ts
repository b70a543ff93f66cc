import { describe, expect, it } from '@jest/globals';
import { FetchForbidden } from './errors/fetch-forbidden.js';
import { RemoteFailed } from './errors/remote-failed.js';
import {
  allowedAddresses,
  isHostEntry,
  judgeAddress,
  judgeScheme,
  resolveAllowed,
  type ResolvedAddress,
  type UrlPolicy,
} from './url-policy.js';

const ANY: UrlPolicy = { mode: 'any', hosts: [] };
const listed = (...hosts: readonly string[]): UrlPolicy => ({ mode: 'listed', hosts });
const answers =
  (...addresses: readonly string[]) =>
  (): Promise<readonly ResolvedAddress[]> =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

/** The host of a URL, as the URL itself writes it. */
const hostIn = (url: string): string => new URL(url).hostname;

describe('addresses that nobody fetches from', () => {
  it.each([
    ['http://169.254.169.254/latest/meta-data/', 'link-local'],
    ['http://169.254.170.2/', 'link-local'],
    ['http://0xa9fea9fe/', 'link-local'],
    ['http://0xa9.0xfe.0xa9.0xfe/', 'link-local'],
    ['http://2852039166/', 'link-local'],
    ['http://0251.0376.0251.0376/', 'link-local'],
    ['http://169.254.43518/', 'link-local'],
    ['http://①⑥⑨.254.169.254/', 'link-local'],
    ['http://169。254。169。254/', 'link-local'],
    ['http://169.254.169.254./', 'link-local'],
    ['http://[fe80::1]/', 'link-local'],
    ['http://[febf::1]/', 'link-local'],
    ['http://[::ffff:169.254.169.254]/', 'link-local'],
    ['http://[::ffff:a9fe:a9fe]/', 'link-local'],
    ['http://[::169.254.169.254]/', 'link-local'],
    ['http://[::ffff:0:a9fe:a9fe]/', 'link-local'],
    ['http://[64:ff9b::a9fe:a9fe]/', 'link-local'],
    ['http://[64:ff9b:1::a9fe:a9fe]/', 'link-local'],
    ['http://[2002:a9fe:a9fe::1]/', 'link-local'],
    ['http://[2001:0:4136:e378:8000:63bf:5601:5601]/', 'link-local'],
    ['http://[2001:db8::5efe:a9fe:a9fe]/', 'link-local'],
    ['http://[fd00:ec2::254]/', 'Amazon'],
    ['http://[fd00:0ec2:0:0:0:0:0:254]/', 'Amazon'],
    ['http://[fd20:ce::254]/', 'Google'],
    ['http://100.100.100.200/', 'Alibaba'],
    ['http://[::ffff:100.100.100.200]/', 'Alibaba'],
    ['http://168.63.129.16/', 'Azure'],
    ['http://192.0.0.192/', 'Oracle'],
    ['http://metadata.google.internal/', 'metadata'],
    ['http://METADATA.google.internal./', 'metadata'],
    ['http://metadata/', 'metadata'],
  ])('%s: %s', async (url, why) => {
    const asked = allowedAddresses({ host: hostIn(url), port: 80 }, ANY, answers('10.0.0.1'));
    await expect(asked).rejects.toThrow(FetchForbidden);
    await expect(asked).rejects.toThrow(why);
    // Whatever else is allowed.
    const open = listed('0.0.0.0/0', '::/0', '*.internal', 'metadata');
    await expect(allowedAddresses({ host: hostIn(url), port: 80 }, open)).rejects.toThrow(FetchForbidden);
  });

  it.each(['0xa9fea9fe', '2852039166', 'fe80::1%eth0', '[fe80::1]'])(
    'spelled as %s where no URL writes it plainly',
    async (host) => {
      await expect(resolveAllowed(host, 104, ANY, answers('169.254.169.254'))).rejects.toThrow(
        FetchForbidden,
      );
    },
  );

  it.each([
    '10.0.0.1',
    '127.0.0.1',
    '192.168.1.1',
    '8.8.8.8',
    '169.253.1.1',
    '::1',
    'fd12::1',
    '2001:db8::1',
  ])('are not %s', async (host) => {
    await expect(resolveAllowed(host, 104, ANY)).resolves.toMatchObject({ address: host });
  });
});

describe('a name', () => {
  it('is judged by what it resolves to', async () => {
    const rebinding = resolveAllowed('pacs.example', 80, ANY, answers('169.254.169.254'));
    await expect(rebinding).rejects.toThrow(
      'Nothing is fetched from pacs.example (169.254.169.254): it is a link-local address',
    );
  });

  it('may have addresses of which one is closed; the others are given, IPv4 first', async () => {
    const resolve = answers('2001:db8::1', 'fe80::1', '10.0.0.1');
    await expect(allowedAddresses({ host: 'pacs', port: 80 }, ANY, resolve)).resolves.toEqual([
      { address: '10.0.0.1', family: 4 },
      { address: '2001:db8::1', family: 6 },
    ]);
  });

  it.each([
    ['without addresses', answers()],
    ['unknown to DNS', () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }))],
    ['while DNS is away', () => Promise.reject(Object.assign(new Error(), { code: 'EAI_AGAIN' }))],
  ])('%s is a failure of the remote', async (_, resolve) => {
    const asked = resolveAllowed('pacs.\nexample', 80, ANY, resolve);
    await expect(asked).rejects.toThrow(RemoteFailed);
    await expect(asked).rejects.toThrow(/^The host pacs\._example (is unknown|could not be looked up).*\.$/);
  });

  it('of the loopback is found by the system', async () => {
    await expect(resolveAllowed('localhost', 80, ANY)).resolves.toMatchObject({
      address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/),
    });
  });
});

describe('the port of this server', () => {
  const policy: UrlPolicy = { ...ANY, ownPort: 5000 };
  const own = ['192.168.7.7', 'fe80::7%eth0', '2001:db8::7'];

  it.each([
    '127.0.0.1',
    '127.1.2.3',
    '0.0.0.0',
    '::',
    '::1',
    '192.168.7.7',
    '2001:db8::7',
    '::ffff:127.0.0.1',
    '::ffff:192.168.7.7',
    '64:ff9b::7f00:1',
  ])('is not fetched from at %s', (address) => {
    const target = { host: 'anything.example', address, port: 5000 };
    expect(() => judgeAddress(target, policy, own)).toThrow(FetchForbidden);
    expect(() => judgeAddress(target, policy, own)).toThrow('this server itself');
    expect(() => judgeAddress({ ...target, port: 5001 }, policy, own)).not.toThrow();
  });

  it('of another machine is', () => {
    expect(() => judgeAddress({ host: 'x', address: '192.168.7.8', port: 5000 }, policy, own)).not.toThrow();
  });
});

describe('listed hosts', () => {
  it.each([
    ['pacs.example', '10.0.0.1', ['pacs.example'], true],
    ['PACS.example.', '10.0.0.1', ['pacs.EXAMPLE'], true],
    ['a.example', '10.0.0.1', ['*.example'], true],
    ['a.b.example', '10.0.0.1', ['*.example'], true],
    ['example', '10.0.0.1', ['*.example'], false],
    ['badexample', '10.0.0.1', ['*.example'], false],
    ['pacs.example.evil', '10.0.0.1', ['pacs.example'], false],
    ['pacs', '10.0.0.1', ['10.0.0.0/8'], true],
    ['pacs', '11.0.0.1', ['10.0.0.0/8'], false],
    ['10.0.0.1', '10.0.0.1', ['10.0.0.1'], true],
    ['10.0.0.1', '10.0.0.1', ['10.0.0.2', 'pacs'], false],
    ['pacs', '::ffff:10.0.0.1', ['10.0.0.1'], true],
    ['pacs', '2002:0a00:0001::', ['10.0.0.1'], false],
    ['pacs', '2001:db8::1', ['2001:db8::/32'], true],
    ['pacs', '10.0.0.1', [], false],
    ['pacs', '10.0.0.1', ['10.0.0.0/99', '*', 'pacs/8', ''], false],
  ])('%s at %s, of %j: %s', async (host, address, hosts, allowed) => {
    const asked = resolveAllowed(host, 80, listed(...hosts), answers(address));
    if (allowed) await expect(asked).resolves.toMatchObject({ address });
    else await expect(asked).rejects.toThrow(FetchForbidden);
  });

  it.each([
    ['pacs', true],
    ['*.example.org', true],
    ['10.0.0.0/8', true],
    ['::1', true],
    ['2001:db8::/32', true],
    ['*', false],
    ['*.', false],
    ['', false],
    ['10.0.0.0/33', false],
    ['pacs/8', false],
    ['http://pacs', false],
    ['a b', false],
  ])('%j means something there: %s', (entry, means) => {
    expect(isHostEntry(entry)).toBe(means);
  });

  it('are asked of DNS only where it can matter', async () => {
    const resolve = (): never => {
      throw new Error('asked');
    };
    await expect(resolveAllowed('pacs', 80, listed('other'), resolve)).rejects.toThrow(FetchForbidden);
    await expect(resolveAllowed('pacs', 80, { mode: 'off', hosts: ['pacs'] }, resolve)).rejects.toThrow(
      'This server fetches from no other',
    );
  });
});

it.each(['data:text/plain,x', 'file:///etc/passwd', 'ftp://a/', 'gopher://a/', 'javascript:0', 'blob:x'])(
  '%s has no scheme that is fetched',
  (url) => {
    expect(() => judgeScheme(new URL(url))).toThrow(FetchForbidden);
  },
);
