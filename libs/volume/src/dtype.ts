/** The one table of voxel types: name to typed array. Nothing else repeats this list. */
export const TYPED_ARRAYS = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

export type Dtype = keyof typeof TYPED_ARRAYS;

/** The array that holds the voxels of a dtype. */
export type Voxels<D extends Dtype = Dtype> = InstanceType<(typeof TYPED_ARRAYS)[D]>;

/** A zeroed array of `length` voxels. */
export function allocateVoxels<D extends Dtype>(dtype: D, length: number): Voxels<D> {
  // The table maps each name to its own constructor; TypeScript loses that when D is not yet known.
  return new TYPED_ARRAYS[dtype](length) as Voxels<D>;
}

export function dtypeOf<D extends Dtype>(voxels: Voxels<D>): D;
export function dtypeOf(voxels: Voxels): Dtype {
  const dtypes = Object.keys(TYPED_ARRAYS) as Dtype[]; // the keys of a const table are its key type
  const found = dtypes.find((dtype) => voxels instanceof TYPED_ARRAYS[dtype]);
  if (found === undefined) throw new TypeError('These voxels are in no array of the dtype table.');
  return found;
}

export const bytesPerVoxel = (dtype: Dtype): number => TYPED_ARRAYS[dtype].BYTES_PER_ELEMENT;
