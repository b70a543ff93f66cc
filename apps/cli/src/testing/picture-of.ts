import { readFile } from 'node:fs/promises';

/** What the picture of a slice shows: its title, and the lines of its rings. */
export async function pictureOf(
  path: string,
): Promise<{ readonly title: string | undefined; readonly d: string | undefined }> {
  const svg = await readFile(path, 'utf8');
  return { title: /<title>(.*)<\/title>/.exec(svg)?.[1], d: / d="(.*?)"/.exec(svg)?.[1] };
}
