module.exports = { displayName: '@aiaa/tools-models', preset: '../../jest.preset.js' };
