/** `scan.hdr` has its voxels in `scan.img` (nifti1.h); each may be compressed by itself, and is named without that here. */
export const voxelFileOf = (headerName: string): string => `${stemOf(headerName)}.img`;

/** The reverse. */
export const headerFileOf = (voxelFileName: string): string => `${stemOf(voxelFileName)}.hdr`;

const stemOf = (name: string): string => name.replace(/\.gz$/i, '').replace(/\.(hdr|img)$/i, '');
