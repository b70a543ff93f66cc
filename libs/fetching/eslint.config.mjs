import { house } from '../../eslint.config.mjs';

export default house(import.meta.dirname);
