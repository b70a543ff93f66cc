module.exports = { displayName: '@aiaa/fetching', preset: '../../jest.preset.js' };
