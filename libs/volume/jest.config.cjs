module.exports = { displayName: '@aiaa/volume', preset: '../../jest.preset.js' };
