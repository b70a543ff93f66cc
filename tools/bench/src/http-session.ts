import { request } from 'node:http';
import { CLICKS } from './image-session.js';

/** A user of a server who has uploaded an image. */
export interface HttpSession {
  readonly id: string;
  /** From when the last byte of the image was handed to the kernel until the answer was there, in milliseconds. */
  readonly afterUpload: number;
}

/** `PUT /session/` */
export async function putSession(url: string, image: Uint8Array<ArrayBuffer>): Promise<HttpSession> {
  const form = new FormData();
  form.append('image', new Blob([image]), 'ct.nii.gz');
  const packed = new Response(form);
  const type = packed.headers.get('content-type') ?? '';
  const body = new Uint8Array(await packed.arrayBuffer());
  return new Promise((resolve, reject) => {
    let sent = NaN;
    const headers = { 'content-type': type, 'content-length': body.length };
    const put = request(`${url}/session/`, { method: 'PUT', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const afterUpload = performance.now() - sent;
        const answer = Buffer.concat(chunks).toString();
        if (response.statusCode !== 200) reject(new Error(answer));
        else resolve({ id: JSON.parse(answer).session_id, afterUpload });
      });
    });
    put.on('finish', () => (sent = performance.now()));
    put.on('error', reject).end(body);
  });
}

/** `POST /v1/{kind}` about the image of a session; the mask is read to its end. */
export async function askModel(
  url: string,
  { kind, model, session }: { kind: 'deepgrow' | 'segmentation'; model: string; session: HttpSession },
): Promise<void> {
  const form = new FormData();
  form.append('params', JSON.stringify(kind === 'deepgrow' ? CLICKS : {}));
  const address = `${url}/v1/${kind}?model=${model}&session_id=${session.id}`;
  const response = await fetch(address, { method: 'POST', body: form });
  const body = await response.arrayBuffer();
  if (!response.ok) throw new Error(Buffer.from(body).toString());
}

/** `DELETE /session/{id}` */
export async function deleteSession(url: string, { id }: HttpSession): Promise<void> {
  const response = await fetch(`${url}/session/${id}`, { method: 'DELETE' });
  if (!response.ok) throw new Error(await response.text());
}
