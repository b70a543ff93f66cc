import { describe, expect, it } from '@jest/globals';
import type { Query } from './query.js';
import { decodeSessionQuery, type SessionQuery } from './session-query.js';

const DEFAULTS: SessionQuery = { image: false, updateTs: false };

describe('decodeSessionQuery', () => {
  it.each<[query: Query, said: Partial<SessionQuery>, reason: string]>([
    [{}, {}, 'MITK never sends an expiry'],
    [{ expiry: '0' }, {}, 'Slicer and OHIF: the default'],
    [{ expiry: '7200' }, { expirySeconds: 7200 }, 'XNAT'],
    [{ expiry: '30' }, { expirySeconds: 30 }, 'the API page'],
    [{ expiry: '1.5' }, { expirySeconds: 1.5 }, 'a part of a second'],
    [{ expiry: '1e12' }, { expirySeconds: 1e12 }, 'forever: the server has a ceiling'],
    [{ expiry: '-5' }, {}, 'less than nothing'],
    [{ expiry: 'abc' }, {}, 'no number'],
    [{ expiry: '30s' }, {}, 'no number'],
    [{ expiry: '0x10' }, {}, 'no decimal number'],
    [{ expiry: 'Infinity' }, {}, 'no number'],
    [{ expiry: 'NaN' }, {}, 'no number'],
    [{ expiry: '' }, {}, 'empty'],
    [{ expiry: ['30', '60'] }, { expirySeconds: 60 }, 'the last of two'],
    [{ expiry: '0', save_as: '.nii' }, { saveAs: '.nii' }, 'OHIF since 2021'],
    [{ save_as: 'NII.GZ' }, { saveAs: '.nii.gz' }, 'without a dot, in capitals'],
    [{ save_as: '../../etc/passwd' }, {}, 'no extension that is written'],
    [{ save_as: '' }, {}, 'empty'],
    [{ update_ts: 'true' }, { updateTs: true }, 'XNAT'],
    [{ update_ts: 'True', image: '1' }, { updateTs: true, image: true }, 'Python, and a number'],
    [{ image: 'false' }, {}, 'the API page'],
    [{ image: 'False', update_ts: '0' }, {}, 'neither'],
    [{ image: 'yes', update_ts: '' }, {}, 'no boolean'],
    [{ image: ['true', 'false'] }, {}, 'the last of two'],
    [{ uncompress: 'true', doc: '7', Image: 'true' }, {}, 'words that mean nothing here'],
  ])('%j -> %j: %s', (query, said) => {
    expect(decodeSessionQuery(query)).toEqual({ ...DEFAULTS, ...said });
  });

  it('reads no word off the prototype', () => {
    expect(decodeSessionQuery(Object.create({ image: 'true', expiry: '9' }))).toEqual(DEFAULTS);
  });
});
