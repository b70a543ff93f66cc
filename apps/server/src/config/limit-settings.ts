import { DEFAULT_LIMITS, type Limits } from '../limits.js';
import { setting, type ValuesOf } from './setting.js';
import { BYTES, COUNT, SECONDS } from './value-kinds.js';

export const LIMIT_SETTINGS = {
  max_upload: setting(BYTES, 'largest image', DEFAULT_LIMITS.uploadBytes),
  max_volume: setting(BYTES, 'largest image once decoded', 4 * 1024 ** 3),
  max_params: setting(BYTES, 'longest params', DEFAULT_LIMITS.paramsBytes),
  max_parts: setting(COUNT, 'most parts of a form', DEFAULT_LIMITS.parts),
  max_part_header: setting(BYTES, "how much of a part's header is read", DEFAULT_LIMITS.partHeaderBytes),
  body_idle: setting(SECONDS, 'how long a body may pause', DEFAULT_LIMITS.bodyIdleMilliseconds),
  max_drain: setting(BYTES, 'how much of a refused body is read and dropped', DEFAULT_LIMITS.drainBytes),
};

export const limitsOf = (values: ValuesOf<typeof LIMIT_SETTINGS>): Limits => ({
  uploadBytes: values.max_upload,
  paramsBytes: values.max_params,
  parts: values.max_parts,
  partHeaderBytes: values.max_part_header,
  bodyIdleMilliseconds: values.body_idle,
  drainBytes: values.max_drain,
});
