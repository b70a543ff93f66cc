/** One part of a form as a client would write it. */
export interface FormPartBytes {
  readonly headers: readonly string[];
  readonly body: string | Buffer;
}

export const PARAMS: FormPartBytes = {
  headers: ['Content-Disposition: form-data; name="params"'],
  body: '{}',
};

export const filePart = (body: string | Buffer, fileName = 'a.nii.gz', name = 'image'): FormPartBytes => ({
  headers: [
    `Content-Disposition: form-data; name="${name}"; filename="${fileName}"`,
    'Content-Type: application/octet-stream',
  ],
  body,
});

/** The bytes of a form (RFC 2046 section 5.1.1), with what may stand before and after it. */
export function formBytes(
  parts: readonly FormPartBytes[],
  boundary: string,
  around = { before: '', after: '' },
): Buffer {
  const framed = parts.flatMap(({ headers, body }) => [
    Buffer.from(`--${boundary}\r\n${headers.join('\r\n')}\r\n\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([
    Buffer.from(around.before),
    ...framed,
    Buffer.from(`--${boundary}--${around.after}`),
  ]);
}

/** The Python client's boundary; it also ends its body with a line break too many. */
export const PYTHON_BOUNDARY = '----------lImIt_of_THE_fIle_eW_$';

/** The body of that client: params first, a whole local path as the file's name, an epilogue. */
export const pythonBody = (image: string | Buffer): Buffer =>
  formBytes([PARAMS, filePart(image, 'C:\\\\scans\\\\abc.nii.gz', 'datapoint')], PYTHON_BOUNDARY, {
    before: '',
    after: '\r\n\r\n',
  });
