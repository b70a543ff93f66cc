module.exports = { displayName: '@aiaa/server', preset: '../../jest.preset.js' };
