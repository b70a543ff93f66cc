import { createRequire } from 'node:module';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { FormatsPlugin } from 'ajv-formats';
import { DOCUMENT } from '../src/routes/openapi.js';

// Its types say default, its module is the function: CommonJS, required as such.
const addFormats: FormatsPlugin = createRequire(import.meta.url)('ajv-formats');

/** The schemas of the document, by their names and by wherever they stand in it. */
export function schemaChecks(): (schema: object) => ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
  addFormats(ajv);
  ajv.addKeyword('example');
  ajv.addVocabulary(Object.keys(DOCUMENT));
  ajv.addSchema(DOCUMENT, 'api');
  return (schema) =>
    ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/')));
}

/** Whether a value is as a named schema of the document has it. */
export function namedCheck(name: string): (value: unknown) => boolean {
  const check = schemaChecks()({ $ref: `#/components/schemas/${name}` });
  return (value) => check(value);
}
