import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SAMPLE_PATH, writeSample } from './sample.js';

await mkdir(dirname(SAMPLE_PATH), { recursive: true });
await writeSample(SAMPLE_PATH);
