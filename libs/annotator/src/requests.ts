import type { PolygonEdit, PolygonStack } from '@aiaa/polygon';
import type { VoxelPoint } from '@aiaa/volume';
import type { Clicks } from './clicks.js';
import type { ImageSource } from './image-source.js';
import type { ResultFormat } from './result-format.js';

/** A file that a client sent, where it lies now. */
export interface ImageFile {
  readonly path: string;
  /** What the client calls it, never a path: errors name the file so, and names order the channels of an image. */
  readonly name: string;
}

/** Which model to run: its folder names one revision, so a running request finishes on what it started with. */
export interface ModelReference {
  readonly name: string;
  readonly revision: string;
  readonly folder: string;
  /** Of a pipeline: the models it runs, by the names that it has for them. */
  readonly parts?: Readonly<Record<string, ModelReference>>;
}

/** What every request says. */
interface AnyRequest {
  /** The session that it is about: what is made of its image is worth keeping for the next request. */
  readonly session?: string;
  /** An existing folder that belongs to this request alone; the files of the result are written into it. */
  readonly resultFolder: string;
}

/** Turn a source into files in the result folder. */
export interface FetchRequest extends AnyRequest {
  readonly kind: 'fetch';
  readonly source: ImageSource;
}

/** A request about an image. */
export interface ImageRequest extends AnyRequest {
  /** One image: a file, a header and its voxels, an archive, or a file for each channel. */
  readonly images: readonly ImageFile[];
  /** The DICOM files that it was made of, where it is not read from these: a result may be written as DICOM for them. */
  readonly instances?: readonly ImageFile[];
}

/** What every request to a model says: which one looks at the image, and how its result is written. */
export interface AnyModelRequest extends ImageRequest {
  readonly model: ModelReference;
  readonly result: ResultFormat;
}

/** Read an image, and tell what it is; for a session that is the proof that there is one. */
export interface InspectionRequest extends ImageRequest {
  readonly kind: 'inspection';
  /**
   * Where to write the image as one file that is quickly read, for who will read it often: where it is of several files,
   * or DICOM. What is then kept for a session is that file.
   */
  readonly volumeFile?: string;
}

/** Segment one volume with one model; no clicks. */
export interface SegmentationRequest extends AnyModelRequest {
  readonly kind: 'segmentation';
}

/** Segment what lies between extreme points, two of them for each axis. */
export interface Dextr3dRequest extends AnyModelRequest {
  readonly kind: 'dextr3d';
  /** Voxel indices of the image; rounded, and clamped to it, by whoever answers. */
  readonly points: readonly VoxelPoint[];
}

/** Segment what clicks point at. */
export interface DeepgrowRequest extends AnyModelRequest {
  readonly kind: 'deepgrow';
  readonly clicks: Clicks;
}

/** Run a model of any type: it takes of the points and clicks what its type asks for. */
export interface InferenceRequest extends AnyModelRequest {
  readonly kind: 'inference';
  readonly points?: readonly VoxelPoint[];
  readonly clicks?: Clicks;
}

/** Trace the borders of what lies in a mask, slice by slice. */
export interface MaskToPolygonsRequest extends ImageRequest {
  readonly kind: 'mask-to-polygons';
  /** How many points of a border are left out after each that is kept. */
  readonly morePoints: number;
  /** The label to trace; absent: everything that is not 0. */
  readonly label?: number;
}

/** Let the neighbours of a vertex follow it, to the edges of the image where there are any. */
export interface FixPolygonRequest extends ImageRequest {
  readonly kind: 'fix-polygon';
  /** As they were before the vertex was moved; as many slices as the image has. */
  readonly rings: PolygonStack;
  readonly edit: PolygonEdit;
  /** Absent: as the image is written. */
  readonly result?: ResultFormat;
}

/** Load a model afresh, compare its network with its config, and run it once on zeros, before it may replace another. */
export interface ProofRequest extends AnyRequest {
  readonly kind: 'proof';
  readonly model: ModelReference;
}

/** Say where networks run. */
export interface DeviceRequest {
  readonly kind: 'device';
  readonly session?: undefined;
}

/** Whatever a model can be asked. */
export type ModelRequest = SegmentationRequest | Dextr3dRequest | DeepgrowRequest | InferenceRequest;

/** Everything an Annotator can be asked. */
export type AnnotationRequest =
  | ModelRequest
  | InspectionRequest
  | MaskToPolygonsRequest
  | FixPolygonRequest
  | FetchRequest
  | ProofRequest
  | DeviceRequest;
