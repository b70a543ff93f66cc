module.exports = { displayName: '@aiaa/sessions', preset: '../../jest.preset.js' };
