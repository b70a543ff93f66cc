import type { Ring, SlicePolygons } from '@aiaa/polygon';
import type { PlanePoint } from '@aiaa/volume';

/** The slice that a picture shows. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly title: string;
}

/** About how many pixels of the screen the longer side takes; a larger slice takes as many as it has. */
const LONGER_SIDE = 768;

const BACKGROUND = '#10161d';
const COLOR = '#5ad1c0';

/** Of a line, in pixels of the screen. Not `vector-effect`, which librsvg does not know. */
const LINE_WIDTH = 3;

/**
 * A picture of the rings of one slice, in units of its pixels. What is foreground shows by even-odd, as rings and the
 * holes in them go by no direction. A ring of one vertex is a dot: lines of no length have round ends too.
 */
export function polygonsSvg(rings: SlicePolygons, { width, height, title }: Drawn): string {
  const scale = Math.max(1, Math.floor(LONGER_SIDE / Math.max(width, height)));
  const line = [
    `fill="${COLOR}" fill-opacity="0.3" fill-rule="evenodd"`,
    `stroke="${COLOR}" stroke-width="${(LINE_WIDTH / scale).toFixed(4)}"`,
    'stroke-linecap="round" stroke-linejoin="round"',
  ].join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * scale}" height="${height * scale}" viewBox="0 0 ${width} ${height}">`,
    `  <title>${title}</title>`,
    `  <rect width="${width}" height="${height}" fill="${BACKGROUND}"/>`,
    `  <path ${line} d="${rings.map(outline).join('')}"/>`,
    '</svg>\n',
  ].join('\n');
}

const outline = (ring: Ring): string => `M${ring.map(centre).join(' ')}Z`;

/** A vertex names a pixel, which lies half a pixel from its corner. */
const centre = ([x, y]: PlanePoint): string => `${x + 0.5} ${y + 0.5}`;
