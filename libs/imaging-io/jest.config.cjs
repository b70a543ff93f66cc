module.exports = { displayName: '@aiaa/imaging-io', preset: '../../jest.preset.js' };
