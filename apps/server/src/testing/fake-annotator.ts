import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AnnotationFailed,
  type Annotator,
  type Fault,
  type AnnotationRequest,
  type DeviceRequest,
  type AnnotationResult,
  type FetchRequest,
  type FilesResult,
  type InspectionRequest,
  type InspectionResult,
  type LabelScore,
  type MaskResult,
  type Watch,
} from '@aiaa/annotator';
import { packPolygons, type PolygonStack } from '@aiaa/polygon';
import { planePoint, voxelIndex, type VoxelIndex } from '@aiaa/volume';

/** What the fake writes as the result's bytes: text that no boundary occurs in, with line ends of all kinds. */
export const FAKE_MASK = Buffer.from('\x1f\x8bmask\r\n--not a boundary\n\r\0\r\n');

/** What it writes where the volume of several files is asked for. */
export const FAKE_VOLUME = Buffer.from('one volume');

const FAKE_IMAGE: InspectionResult = {
  kind: 'inspection',
  format: 'nifti',
  size: [10, 9, 8],
  spacing: [1, 1, 2.5],
  orientation: 'RAS',
  channels: 1,
  dtype: 'int16',
  timings: [],
  warnings: [],
};

/** A request with a folder for its files. */
export type FiledRequest = Exclude<AnnotationRequest, DeviceRequest>;

/** An Annotator that does as it is told, and remembers what it was asked. */
export class FakeAnnotator implements Annotator {
  readonly requests: FiledRequest[] = [];
  /** The sessions that it was told to let go. */
  readonly forgotten: string[] = [];
  readonly retired: string[] = [];
  /** How many requests were cut short by their signal. */
  aborted = 0;
  points: readonly VoxelIndex[] = [voxelIndex(0, 1, 2), voxelIndex(9, 8, 7)];
  mask: Buffer = FAKE_MASK;
  /** What else it knows of its mask. */
  beside: Pick<MaskResult, 'box' | 'centroids' | 'crop'> = {};
  image: InspectionResult = FAKE_IMAGE;
  /** How many files a fetch ends with. */
  fetchedFiles = 1;
  rings: PolygonStack = [[], [[planePoint(1, 2), planePoint(3, 4)]]];
  /** Where it is set, the answer is a classification. */
  scores?: readonly LabelScore[];
  fault?: Fault;
  /** While set, requests wait for it before they end. */
  held?: Promise<void>;
  /** Looks at the request while its files are there. */
  inspect: (request: FiledRequest) => Promise<void> = () => Promise.resolve();

  async annotate(request: AnnotationRequest, { signal, report }: Watch): Promise<AnnotationResult> {
    if (request.kind === 'device') return { kind: 'device', device: 'cpu', timings: [], warnings: [] };
    this.requests.push(request);
    report({ stage: 'reading' });
    await this.inspect(request);
    if (this.held !== undefined) await Promise.race([this.held, this.cancelled(signal)]);
    if (this.fault !== undefined) throw new AnnotationFailed(this.fault);
    if (request.kind === 'inspection') return this.inspected(request);
    if (request.kind === 'fetch') return this.fetched(request);
    if (request.kind === 'proof') return { kind: 'proof', timings: [], warnings: [] };
    if (request.kind === 'mask-to-polygons')
      return { kind: 'polygons', polygons: packPolygons(this.rings), timings: [], warnings: [] };
    if (request.kind === 'fix-polygon') {
      const file = join(request.resultFolder, 'result.png');
      await writeFile(file, this.mask);
      return { kind: 'polygons', polygons: packPolygons(request.rings), file, timings: [], warnings: [] };
    }
    if (this.scores !== undefined)
      return { kind: 'classification', scores: this.scores, timings: [], warnings: [] };
    const file = join(request.resultFolder, `result${request.result.extension}`);
    await writeFile(file, this.mask);
    return { kind: 'mask', file, points: this.points, ...this.beside, timings: [], warnings: [] };
  }

  forget(session: string): void {
    this.forgotten.push(session);
  }

  retire(modelFolder: string): void {
    this.retired.push(modelFolder);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** As the port has it: of several files, or of DICOM, one is written. */
  private async inspected({ volumeFile, images }: InspectionRequest): Promise<InspectionResult> {
    if (volumeFile === undefined || (images.length === 1 && this.image.format !== 'dicom')) return this.image;
    await writeFile(volumeFile, FAKE_VOLUME);
    return { ...this.image, volumeFile };
  }

  private async fetched({ resultFolder }: FetchRequest): Promise<FilesResult> {
    const files = Array.from({ length: this.fetchedFiles }, (_, n) => ({
      path: join(resultFolder, `fetched-${n}`),
      name: `${n}.dcm`,
    }));
    for (const { path } of files) await writeFile(path, 'fetched');
    return { kind: 'files', files, timings: [], warnings: [] };
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
