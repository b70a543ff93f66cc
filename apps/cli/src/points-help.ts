/** How points are written, for the help of every command that takes some. */
export const POINTS_HELP = `
Points are voxels of the image, x,y,z, counted from 0; one outside is moved to the nearest voxel. Any of:
  93,106,64                           one; name the flag again to add another
  "93,106,64 40,108,64"               several
  "[[93, 106, 64], [40, 108, 64]]"    the same in JSON, as clients send it
  @points.json                        a file that holds any of these`;
