module.exports = { displayName: '@aiaa/annotator', preset: '../../jest.preset.js' };
