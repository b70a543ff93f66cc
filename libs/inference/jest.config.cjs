module.exports = { displayName: '@aiaa/inference', preset: '../../jest.preset.js' };
