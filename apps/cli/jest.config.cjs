module.exports = { displayName: '@aiaa/cli', preset: '../../jest.preset.js' };
