/**
 * The bytes of a MetaImage for a test: a sound 2 x 3 x 4 int16 image of 1 mm. A field of `fields` takes the place of
 * one of its name, or comes before `ElementDataFile`; undefined leaves it out.
 */
export function metaImageBytes(
  fields: Readonly<Record<string, string | undefined>> = {},
  voxels: Uint8Array = new Uint8Array(48),
): Uint8Array {
  const { ElementDataFile, ...text } = { ...SOUND, ...fields };
  const lines = Object.entries({ ...text, ElementDataFile })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key} = ${value}\n`);
  return Buffer.concat([Buffer.from(lines.join('')), voxels]);
}

const SOUND: Readonly<Record<string, string>> = {
  ObjectType: 'Image',
  NDims: '3',
  DimSize: '2 3 4',
  ElementSpacing: '1 1 1',
  ElementType: 'MET_SHORT',
  ElementDataFile: 'LOCAL',
};
