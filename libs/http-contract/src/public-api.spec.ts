import { expect, it } from '@jest/globals';

it('exports this and nothing else', async () => {
  expect(Object.keys(await import('./index.js')).sort()).toEqual([
    'MalformedRequest',
    'MethodNotAllowed',
    'RequestTimeout',
    'RouteNotFound',
    'SessionGone',
    'Stopping',
    'asciiJson',
    'decodeAnnotationQuery',
    'decodeModelQuery',
    'decodeOutput',
    'decodeParamsText',
    'decodeResultFormat',
    'encodeFault',
    'encodeModel',
    'encodeSegmentation',
    'imageName',
    'isFilePart',
    'layOutReply',
    'matchModels',
    'multipartContentType',
    'noFile',
    'queryText',
    'replyLength',
    'statusOf',
  ]);
});
