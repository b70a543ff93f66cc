module.exports = { displayName: '@aiaa/annotation', preset: '../../jest.preset.js' };
