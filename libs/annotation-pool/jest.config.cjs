module.exports = { displayName: '@aiaa/annotation-pool', preset: '../../jest.preset.js' };
