module.exports = { displayName: '@aiaa/models', preset: '../../jest.preset.js' };
