import type { Parameter } from './openapi/parameter.js';

/** What `decodeLogsQuery` reads. */
export const logsQueryParameters: readonly Parameter[] = [
  {
    name: 'lines',
    in: 'query',
    description: 'How many.',
    schema: { type: 'integer', minimum: 1, default: 100 },
  },
];
