import { fileSeed, type Field, type Seed } from '../seed.js';

/** 12 x 9 ramps by Pillow at quality 50, as small as it makes them: one, three and four components. */
const FILES = {
  grey: `/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19i
    Z2hnPk1xeXBkeFxlZ2P/wAALCAAJAAwBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAABgX/xAAdEAABBAIDAAAAAAAAAAAAAAAAAQME
    BSEjMTNB/9oACAEBAAA/AD1bE4wJmImpMEmt8ErHUh//2Q==`,
  colour: `/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19i
    Z2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj
    Y2NjY2NjY2P/wAARCAAJAAwDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAABQb/xAAcEAABBAMBAAAAAAAAAAAAAAAAAQID
    BCMxM0H/xAAVAQEBAAAAAAAAAAAAAAAAAAACA//EABgRAAMBAQAAAAAAAAAAAAAAAAACAwUS/9oADAMBAAIRAxEAPwAOi7Q7C7Gh
    P0fB2HmgNKS9Fkip/9k=`,
  'four inks': `/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAQCwwODAoQDg0OEhEQExgoGhgWFhgxIyUdKDozPTw5Mzg3QEhcTkBEV0U3OFBtUVdfYmdo
    Zz5NcXlwZHhcZWdj/8AAFAgACQAMBEMRAE0RAFkRAEsRAP/EABgAAQEBAQEAAAAAAAAAAAAAAAYABQQH/8QAHRAAAQQCAwAAAAAA
    AAAAAAAAAAEDBAUhIzEzQf/aAA4EQwBNAFkASwAAPwA9WxOMGFWy+MnJZROcHoAmYiakwJWJepMhp+JtXBGTW+Aqt8Gtl6QlY6kE
    rHUgaf7VI//Z`,
};

/** JPEG of one, three and four components; the sizes lie five bytes behind the start-of-frame marker (T.81, B.2.2). */
export const jpegSeeds = (): readonly Seed[] =>
  Object.entries(FILES).map(([title, base64]) => {
    const bytes = Buffer.from(base64, 'base64');
    const frame = bytes.indexOf(Uint8Array.of(0xff, 0xc0));
    const fields = [2, 5, 7].map((at): Field => ({ at: frame + at, type: 'int16' }));
    const seed = fileSeed('jpeg', `JPEG, ${title}`, { name: 'photo.jpg', bytes }, fields);
    return title === 'four inks' ? { ...seed, refused: true } : seed;
  });
