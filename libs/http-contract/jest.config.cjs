module.exports = { displayName: '@aiaa/http-contract', preset: '../../jest.preset.js' };
