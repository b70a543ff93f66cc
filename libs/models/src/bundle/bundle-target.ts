import type { JsonCursor } from '../decode-model-config/json-cursor.js';

/** The class that a part of a bundle is made of, without its module. */
export const bareTarget = (part: JsonCursor): string => part.at('_target_').text().split('.').at(-1) ?? '';

/** What MONAI's parser reads and no class is given. */
export const isParserKey = (key: string): boolean => /^_\w+_$/.test(key);
