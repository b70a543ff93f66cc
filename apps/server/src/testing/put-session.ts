import { filePart, formBytes, type FormPartBytes } from './form.js';
import { ask, type Answer } from './post.js';

/** Puts a form as a new session. */
export const putForm = (url: string, parts: readonly FormPartBytes[], query = ''): Promise<Answer> =>
  ask(`${url}/session/${query}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
    body: formBytes(parts, 'b'),
  });

/** Makes a session of one image, and gives its id. */
export async function putSession(
  url: string,
  image: string | Buffer = 'an image',
  query = '',
): Promise<string> {
  const { status, body } = await putForm(url, [filePart(image)], query);
  if (status !== 200) throw new Error(`The session was refused: ${status} ${body.toString()}`);
  return String(JSON.parse(body.toString()).session_id);
}
