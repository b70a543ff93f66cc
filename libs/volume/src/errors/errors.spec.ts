import { describe, expect, it } from '@jest/globals';
import * as errors from './index.js';

const CLASSES = [
  errors.MalformedImage,
  errors.UnsupportedImage,
  errors.LimitExceeded,
  errors.UnfitImage,
  errors.StorageFull,
  errors.Cancelled,
  errors.BrokenInvariant,
] as const;

describe('tagged errors', () => {
  it('list every class but the abstract one', () => {
    const exported = Object.values(errors).filter((value) => value.prototype instanceof errors.TaggedError);
    expect(new Set<unknown>(exported)).toEqual(new Set<unknown>(CLASSES));
  });

  it.each(CLASSES.map((Class) => [Class.name, Class] as const))('%s is tagged by its name', (name, Class) => {
    const cause = new Error('below');
    const error = new Class('What is wrong.', { cause });
    expect(error).toBeInstanceOf(errors.TaggedError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ tag: name, name, message: 'What is wrong.', cause });
    expect(error.stack).toContain('errors.spec');
  });

  it('Cancelled needs no sentence', () => {
    expect(new errors.Cancelled().message).toBe('The request was cancelled.');
  });
});

describe('assertNever', () => {
  it('says which value should have been impossible', () => {
    // A value of no case reaches it only past the compiler.
    const impossible = { kind: 'fourth' } as unknown as never;
    expect(() => errors.assertNever(impossible)).toThrow(errors.BrokenInvariant);
    expect(() => errors.assertNever(impossible)).toThrow('{"kind":"fourth"}');
  });
});
