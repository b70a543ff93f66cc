import type { Vector3 } from '@aiaa/volume';
import type { ImageFile } from '../image.js';

/** What one DICOM file says of itself, all but its pixels. Places and directions are DICOM's own, as stored. */
export interface Instance {
  readonly file: ImageFile;
  /** The file's own name, for sentences; never a path. */
  readonly name: string;
  readonly transferSyntax: string;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly frameOfReferenceUid?: string;
  readonly modality: string;
  readonly seriesDescription: string;
  readonly imageType: string;
  /** Whether the frames are tiles of one large picture (PS3.3, C.8.12.4). */
  readonly tiled: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly pixels: PixelDescription;
  readonly pixelData: PixelDataPlace;
  /** In the order in which they are stored, which need not be the order in space; one for a classic image. */
  readonly frames: readonly Frame[];
}

/** How the numbers of a pixel are stored (PS3.3, C.7.6.3.1). */
export interface PixelDescription {
  readonly samplesPerPixel: number;
  readonly photometric: string;
  /** Whether the samples of one kind lie together, all red ones before all green ones. */
  readonly planar: boolean;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  /** IEEE 754 numbers: (7FE0,0008) or (7FE0,0009). */
  readonly float: boolean;
  /** What the stored numbers are looked up in; undefined when they are values themselves. */
  readonly table?: LookUpDescription;
}

/** The head of a palette (PS3.3, C.7.6.3.1.5) or of a modality's table (C.11.1.1). */
export interface LookUpDescription {
  readonly kind: 'palette' | 'modality';
  readonly entries: number;
  /** The stored number that the first entry is for; smaller ones have it too. */
  readonly first: number;
  /** Bits of an entry: 8 to 16. */
  readonly bits: number;
  /** Whether the entries are packed in segments (C.7.9.2). */
  readonly segmented: boolean;
}

/** Where the pixels lie. */
export interface PixelDataPlace {
  /** Where the data set begins in the file: after the meta information. */
  readonly dataSetStart: number;
  /** Whether the data set is deflated from there on. */
  readonly deflated: boolean;
  /** The first byte of the element's value, counted from the start of the (inflated) data set. */
  readonly offset: number;
  /** The value representation; implicit encodings do not tell. */
  readonly vr: string | undefined;
  /** undefined when the value is a sequence of fragments (PS3.5, A.4). */
  readonly length: number | undefined;
  /** Where each frame's fragments begin, counted from the first fragment (7FE0,0001); empty when not given. */
  readonly extendedOffsets: readonly number[];
}

/** One frame of an instance. */
export interface Frame {
  /** The first is 0; DICOM's own numbers of frames are larger by one. */
  readonly index: number;
  /** Image Position (Patient): the centre of the first pixel, in millimetres. */
  readonly position: Vector3 | undefined;
  readonly orientation: PlaneOrientation | undefined;
  /** Pixel Spacing as stored: between rows first, in millimetres. */
  readonly spacing: readonly [betweenRows: number, betweenColumns: number] | undefined;
  /** Spacing Between Slices or else Slice Thickness, in millimetres; only a single slice needs it. */
  readonly thickness: number | undefined;
  readonly slope: number;
  readonly intercept: number;
  readonly stackId: string;
  /** What tells frames at one place apart, in the order in which they are compared: time, acquisition, echo, number. */
  readonly order: readonly number[];
}

/** Image Orientation (Patient), of unit length. */
export interface PlaneOrientation {
  /** Along a row, to the next column. */
  readonly row: Vector3;
  /** Down a column, to the next row. */
  readonly column: Vector3;
}

/** A frame, and the instance that holds it. */
export interface SourceFrame {
  readonly instance: Instance;
  readonly frame: Frame;
}
