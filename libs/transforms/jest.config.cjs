module.exports = { displayName: '@aiaa/transforms', preset: '../../jest.preset.js' };
