import { UnsupportedImage } from '@aiaa/volume/errors';

const LOOKED_AT = 512;

/**
 * Passes a body on, and refuses one that begins as a page or as JSON: servers that want a login, or have moved, say
 * so in these and with a status of success. No image that is read begins so, but DICOM's first 128 bytes are free
 * (PS3.10, 7.1).
 * @throws UnsupportedImage
 */
export async function* refusingPages(
  chunks: AsyncIterable<Uint8Array>,
  host: string,
): AsyncGenerator<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < LOOKED_AT) continue;
    assertNoPage(head, host);
    yield head;
    head = undefined;
  }
  if (head === undefined) return;
  assertNoPage(head, host);
  yield head;
}

function assertNoPage(head: Buffer, host: string): void {
  if (head.toString('latin1', 128, 132) === 'DICM') return;
  const text = head.toString('utf8', 0, LOOKED_AT).replace(/^\ufeff/, '');
  const [, what] = PAGES.find(([pattern]) => pattern.test(text)) ?? [];
  if (what === undefined) return;
  throw new UnsupportedImage(
    `${host} answered with ${what}, not with an image: it may want a login (auth, cookies or headers), or another address.`,
  );
}

const PAGES: readonly (readonly [RegExp, string])[] = [
  [/^\s*<(!doctype\s+html|html|head|body|script|meta|!--)/i, 'a web page'],
  [/^\s*<\?xml|^\s*<[a-z][\w:.-]*[\s/>]/i, 'XML'],
  [/^\s*(\{\s*("|\}\s*$)|\[\s*(["{[\]\d-]))/, 'JSON'],
];
