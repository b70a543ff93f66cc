import { FAULT_TAGS, type FaultTag } from '@aiaa/annotator';
import { statusOf } from '../error-status.js';
import { adminOperations } from './admin-operations.js';
import { annotationOperations } from './annotation-operations.js';
import { curlLine } from './curl-line.js';
import { FAULT_MEANINGS } from './fault-meanings.js';
import type { Content, Operation } from './operation.js';
import type { Parameter } from './parameter.js';
import { refTo } from './ref-to.js';
import { ANY } from './refusals.js';
import type { Schemas } from './schema.js';
import { schemas } from './schemas.js';
import { modelOperations, serviceOperations } from './service-operations.js';
import { sessionOperations } from './session-operations.js';

/** What the server is, for the head of the document. */
export interface OpenApiOptions {
  readonly version: string;
}

/** One answer of an operation. */
export interface OpenApiResponse {
  readonly description: string;
  readonly content: Content;
  readonly headers?: Readonly<Record<string, object>>;
}

/** An operation as OpenAPI has it. */
export interface OpenApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  /** The schemes that will do, by their names; the empty one is none. */
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  /** By status. */
  readonly responses: Readonly<Record<string, OpenApiResponse>>;
}

/** A document of OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0), as far as this API needs it. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: object;
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  /** By path, then by method in lower case. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly schemas: Schemas; readonly securitySchemes: object };
}

const TAGS = {
  models: 'What can be asked.',
  annotation: 'An image in, a mask out. Points are voxel indices of the image, x fastest, counted from 0.',
  polygons: 'Masks as polygons, and edits of these.',
  sessions: 'An image that is sent once and used often.',
  admin: 'For whoever runs the server.',
  server: 'What the server says of itself.',
};

const ADMIN_TOKEN = {
  type: 'http',
  scheme: 'bearer',
  description: 'Asked for where the server was started with a token for those who administer it.',
};

const OPERATIONS: readonly Operation[] = [
  ...modelOperations,
  ...annotationOperations,
  ...sessionOperations,
  ...adminOperations,
  ...serviceOperations,
];

/**
 * The document of the whole API. Its one server is relative, so it holds wherever the document is found, also behind
 * a proxy that puts a prefix before every path.
 */
export const openApiDocument = ({ version }: OpenApiOptions): OpenApiDocument => ({
  openapi: '3.1.0',
  info: {
    title: 'AIAA',
    version,
    summary: 'AI-assisted annotation of medical images',
    description: DESCRIPTION,
    license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '.' }],
  tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
  paths: pathsOf(OPERATIONS),
  components: { schemas, securitySchemes: { adminToken: ADMIN_TOKEN } },
});

function pathsOf(operations: readonly Operation[]): OpenApiDocument['paths'] {
  const paths = new Map<string, Record<string, OpenApiOperation>>();
  for (const operation of operations) {
    const methods = paths.get(operation.path) ?? {};
    paths.set(operation.path, { ...methods, [operation.method]: written(operation) });
  }
  return Object.fromEntries(paths);
}

function written(operation: Operation): OpenApiOperation {
  const { id, tag, summary, description, parameters = [], body, bodyRequired = false } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [description, `\`\`\`sh\n${curlLine(operation)}\n\`\`\``].filter(Boolean).join('\n\n'),
    parameters,
    ...(operation.guarded === true ? { security: [{}, { adminToken: [] }] } : {}),
    ...(body === undefined ? {} : { requestBody: { required: bodyRequired, content: body } }),
    responses: { 200: operation.answer, ...refused([...ANY, ...operation.refusals]) },
  };
}

/** Tags share a status, and a status is one row of the document. */
function refused(tags: readonly FaultTag[]): Readonly<Record<string, OpenApiResponse>> {
  const statuses = new Set(tags.map((tag) => statusOf(tag).status));
  return Object.fromEntries(
    [...statuses].map((status) => [status, refusal(tags.filter((tag) => statusOf(tag).status === status))]),
  );
}

const refusal = (tags: readonly FaultTag[]): OpenApiResponse => ({
  description: tags.map((tag) => `\`${tag}\`: ${FAULT_MEANINGS[tag]}`).join('\n\n'),
  content: {
    'application/json': {
      schema: refTo('Refusal'),
      example: { error: { message: [FAULT_MEANINGS[tags[0]]], type: tags[0] }, success: false },
    },
  },
  ...(tags.some((tag) => statusOf(tag).retryAfterSeconds !== undefined) ? { headers: RETRY_AFTER } : {}),
});

const RETRY_AFTER = {
  'Retry-After': { description: 'When to come again, in seconds.', schema: { type: 'integer' } },
};

const DESCRIPTION = `An open server with the API of NVIDIA's AIAA server. For research; not a medical device.

Success is exactly 200. Every refusal is one line of JSON (\`Refusal\`), whose type says why.

<details><summary>The types of refusals, and their statuses</summary>

| status | type | meaning |
| --- | --- | --- |
${FAULT_TAGS.map((tag) => `| ${statusOf(tag).status} | \`${tag}\` | ${FAULT_MEANINGS[tag]} |`).join('\n')}

</details>
`;
