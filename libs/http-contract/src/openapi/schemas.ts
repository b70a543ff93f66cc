import { clickSchemas } from '../params/click-schemas.js';
import { dextr3dSchemas } from '../params/dextr3d-schemas.js';
import { imageSourceSchemas } from '../params/image-source-schemas.js';
import { inferenceSchemas } from '../params/inference-schemas.js';
import { polygonSchemas } from '../params/polygon-schemas.js';
import { resultFormatSchemas } from '../params/result-format-schemas.js';
import { pointsSchemas } from '../points-schemas.js';
import { replySchemas } from '../reply-schemas.js';
import type { Schemas } from './schema.js';

/** Every schema of the document, each made beside what decodes or encodes it. */
export const schemas: Schemas = {
  ...inferenceSchemas,
  ...dextr3dSchemas,
  ...clickSchemas,
  ...resultFormatSchemas,
  ...polygonSchemas,
  ...imageSourceSchemas,
  ...replySchemas,
  ...pointsSchemas,
};
