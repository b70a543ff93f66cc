import { describe, expect, it } from '@jest/globals';
import { assertNoDownload } from './model-download.js';

describe('a model that is asked to be downloaded', () => {
  it('is refused with what to do instead', () => {
    const body = '{"path": "nvidia/med/clara_pt_spleen_ct_segmentation", "version": "1"}';
    expect(() => assertNoDownload(body)).toThrow(/nvidia\/med\/clara_pt_spleen.*ONNX.*-F config=/);
  });

  it.each([
    '{"type": "pipeline", "inference": {}}',
    '{"path": "/models/x.trt.pb", "inference": {}, "type": "segmentation"}',
    '[]',
    'null',
    'no JSON',
    '{"path": 7}',
  ])('is not what %s says', (text) => {
    expect(() => assertNoDownload(text)).not.toThrow();
  });
});
