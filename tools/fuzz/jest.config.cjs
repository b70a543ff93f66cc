module.exports = { displayName: '@aiaa/tools-fuzz', preset: '../../jest.preset.js' };
