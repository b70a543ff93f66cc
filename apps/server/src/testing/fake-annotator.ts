import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AnnotationFailed,
  type Annotator,
  type Fault,
  type SegmentationRequest,
  type Watch,
} from '@aiaa/annotator';
import { voxelIndex, type VoxelIndex } from '@aiaa/volume';

/** What the fake writes as the result's bytes: text that no boundary occurs in, with line ends of all kinds. */
export const FAKE_MASK = Buffer.from('\x1f\x8bmask\r\n--not a boundary\n\r\0\r\n');

/** An Annotator that does as it is told, and remembers what it was asked. */
export class FakeAnnotator implements Annotator {
  readonly requests: SegmentationRequest[] = [];
  /** How many requests were cut short by their signal. */
  aborted = 0;
  points: readonly VoxelIndex[] = [voxelIndex(0, 1, 2), voxelIndex(9, 8, 7)];
  mask: Buffer = FAKE_MASK;
  fault?: Fault;
  /** While set, requests wait for it before they end. */
  held?: Promise<void>;
  /** Looks at the request while its files are there. */
  inspect: (request: SegmentationRequest) => Promise<void> = () => Promise.resolve();

  async segment(request: SegmentationRequest, { signal, report }: Watch) {
    this.requests.push(request);
    report({ stage: 'reading' });
    await this.inspect(request);
    if (this.held !== undefined) await Promise.race([this.held, this.cancelled(signal)]);
    if (this.fault !== undefined) throw new AnnotationFailed(this.fault);
    const file = join(request.resultFolder, `result${request.result.extension}`);
    await writeFile(file, this.mask);
    return { kind: 'segmentation', file, points: this.points, timings: [], warnings: [] } as const;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private cancelled(signal: AbortSignal): Promise<never> {
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        this.aborted++;
        reject(new AnnotationFailed({ tag: 'Cancelled', message: 'The request was cancelled.' }));
      });
    });
  }
}
