import { fileURLToPath } from 'node:url';

/** The folder of the models that come with this package, one package folder each. */
export const bundledModelsFolder = (): string => fileURLToPath(new URL('../bundled/', import.meta.url));
