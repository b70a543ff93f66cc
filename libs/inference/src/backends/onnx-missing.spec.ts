import { expect, it, jest } from '@jest/globals';

jest.unstable_mockModule('onnxruntime-node', () => {
  throw Object.assign(new Error(`Cannot find package 'onnxruntime-node'`), { code: 'ERR_MODULE_NOT_FOUND' });
});

it('says which package to install when the runtime is not there', async () => {
  const { loadOnnxNetwork } = await import('./onnx.js');
  await expect(loadOnnxNetwork('model.onnx')).rejects.toMatchObject({
    tag: 'NetworkFailed',
    message: expect.stringMatching(/^ONNX networks need the package onnxruntime-node, .*: install it\.$/),
  });
});
