/** The fields of a NIfTI file to be made for a test; what is left out is a sound 2 x 3 x 4 int16 image of 1 mm. */
export interface NiftiFields {
  readonly version?: 1 | 2;
  readonly littleEndian?: boolean;
  readonly magic?: string;
  /** The whole `dim` field, its count first. */
  readonly dim?: readonly number[];
  readonly datatype?: number;
  readonly bitpix?: number;
  readonly pixdim?: readonly number[];
  readonly voxOffset?: number;
  readonly slope?: number;
  readonly inter?: number;
  readonly xyztUnits?: number;
  readonly qformCode?: number;
  readonly sformCode?: number;
  readonly quaternion?: readonly number[];
  readonly qoffset?: readonly number[];
  readonly srow?: readonly number[];
  /** What lies between the header and the voxels; the four bytes of no extension when left out. */
  readonly between?: Uint8Array;
  /** The bytes of the voxels as they are stored. */
  readonly voxels?: Uint8Array;
}

type Kind = 'int16' | 'int32' | 'int64' | 'float32' | 'float64' | 'uint8' | 'ascii';

/** Byte offset and kind of each field: nifti1.h and nifti2.h. Written apart from the product, to check it. */
const LAYOUTS = {
  1: {
    bytes: 348, sizeof: 'int32', magic: [344, 'ascii'], dim: [40, 'int16'], datatype: [70, 'int16'],
    bitpix: [72, 'int16'], pixdim: [76, 'float32'], voxOffset: [108, 'float32'], slope: [112, 'float32'],
    inter: [116, 'float32'], xyztUnits: [123, 'uint8'], qformCode: [252, 'int16'], sformCode: [254, 'int16'],
    quaternion: [256, 'float32'], qoffset: [268, 'float32'], srow: [280, 'float32'],
  },
  2: {
    bytes: 540, sizeof: 'int32', magic: [4, 'ascii'], dim: [16, 'int64'], datatype: [12, 'int16'],
    bitpix: [14, 'int16'], pixdim: [104, 'float64'], voxOffset: [168, 'int64'], slope: [176, 'float64'],
    inter: [184, 'float64'], xyztUnits: [500, 'int32'], qformCode: [344, 'int32'], sformCode: [348, 'int32'],
    quaternion: [352, 'float64'], qoffset: [376, 'float64'], srow: [400, 'float64'],
  },
} as const; // prettier-ignore

/** The bytes of an uncompressed NIfTI file. */
export function niftiBytes(fields: NiftiFields = {}): Uint8Array {
  const {
    version = 1,
    littleEndian = true,
    between = new Uint8Array(4),
    voxels = new Uint8Array(48),
  } = fields;
  const layout = LAYOUTS[version];
  const file = new Uint8Array(layout.bytes + between.length + voxels.length);
  file.set(between, layout.bytes);
  file.set(voxels, layout.bytes + between.length);
  const view = new DataView(file.buffer);
  const put = ([at, kind]: readonly [number, Kind], values: readonly number[]): void => {
    values.forEach((value, i) => SETTERS[kind](view, at + i * WIDTHS[kind], value, littleEndian));
  };
  const magic = fields.magic ?? (version === 1 ? 'n+1\0' : 'n+2\0\r\n\x1a\n');
  put([0, layout.sizeof], [layout.bytes]);
  put(
    layout.magic,
    Array.from(magic, (letter) => letter.charCodeAt(0)),
  );
  put(layout.dim, fields.dim ?? [3, 2, 3, 4, 1, 1, 1, 1]);
  put(layout.datatype, [fields.datatype ?? 4]);
  put(layout.bitpix, [fields.bitpix ?? 16]);
  put(layout.pixdim, fields.pixdim ?? [1, 1, 1, 1, 0, 0, 0, 0]);
  put(layout.voxOffset, [fields.voxOffset ?? layout.bytes + between.length]);
  put(layout.slope, [fields.slope ?? 1]);
  put(layout.inter, [fields.inter ?? 0]);
  put(layout.xyztUnits, [fields.xyztUnits ?? 2]);
  put(layout.qformCode, [fields.qformCode ?? 0]);
  put(layout.sformCode, [fields.sformCode ?? 1]);
  put(layout.quaternion, fields.quaternion ?? [0, 0, 0]);
  put(layout.qoffset, fields.qoffset ?? [0, 0, 0]);
  put(layout.srow, fields.srow ?? [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]);
  return file;
}

const WIDTHS: Readonly<Record<Kind, number>> = {
  int16: 2, int32: 4, int64: 8, float32: 4, float64: 8, uint8: 1, ascii: 1,
}; // prettier-ignore

type Setter = (view: DataView, at: number, value: number, littleEndian: boolean) => void;

const SETTERS: Readonly<Record<Kind, Setter>> = {
  int16: (view, at, value, little) => view.setInt16(at, value, little),
  int32: (view, at, value, little) => view.setInt32(at, value, little),
  int64: (view, at, value, little) => view.setBigInt64(at, BigInt(value), little),
  float32: (view, at, value, little) => view.setFloat32(at, value, little),
  float64: (view, at, value, little) => view.setFloat64(at, value, little),
  uint8: (view, at, value) => view.setUint8(at, value),
  ascii: (view, at, value) => view.setUint8(at, value),
};
