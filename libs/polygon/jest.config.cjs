module.exports = { displayName: '@aiaa/polygon', preset: '../../jest.preset.js' };
