import { maskOf, type Annotator, type Clicks, type MaskResult, type ModelReference } from '@aiaa/annotator';
import { voxelPoint } from '@aiaa/volume';

/** Where to click in the phantom: twice in its larger organ, once in the body beside it, all on one slice. */
export const CLICKS = {
  foreground: [
    [333, 230, 55],
    [300, 240, 55],
  ],
  background: [[256, 400, 55]],
} as const;

/** Somebody who has opened an image, and asks models about it. */
export interface ImageSession {
  open(): Promise<void>;
  click(model: ModelReference): Promise<MaskResult>;
}

export interface SessionPlace {
  readonly session: string;
  readonly image: string;
  readonly folder: string;
}

const WATCH = { signal: new AbortController().signal, report: () => undefined };

/** A session of an annotator in this process: what a server does once it has read the request. */
export function imageSession(annotator: Annotator, { session, image, folder }: SessionPlace): ImageSession {
  const about = { session, images: [{ path: image, name: 'ct.nii.gz' }], resultFolder: folder };
  const result = { extension: '.nii.gz', compress: true } as const;
  const points = (list: readonly (readonly [number, number, number])[]) => list.map((p) => voxelPoint(...p));
  const clicks: Clicks = {
    lists: { foreground: points(CLICKS.foreground), background: points(CLICKS.background) },
  };
  return {
    async open() {
      await annotator.annotate({ kind: 'inspection', ...about }, WATCH);
    },
    click: async (model) =>
      maskOf(await annotator.annotate({ kind: 'deepgrow', ...about, model, result, clicks }, WATCH)),
  };
}
