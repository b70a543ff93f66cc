import nx from '@nx/eslint-plugin';
import jsonc from 'jsonc-eslint-parser';
import prettier from 'eslint-config-prettier';

/** Layers from the ground up; a file may import its own layer's row of what it may use, never a layer above. */
const LAYERS = {
  'layer:core': [],
  'layer:algorithms': ['layer:core', 'layer:algorithms'],
  'layer:adapters': ['layer:core'],
  'layer:stores': ['layer:core', 'layer:algorithms', 'layer:adapters'],
  'layer:use-cases': ['layer:core', 'layer:algorithms', 'layer:adapters', 'layer:stores'],
  'layer:transport': ['layer:core', 'layer:algorithms', 'layer:transport'],
  'layer:app': [
    'layer:core',
    'layer:algorithms',
    'layer:adapters',
    'layer:stores',
    'layer:use-cases',
    'layer:transport',
  ],
  'layer:tool': [
    'layer:core',
    'layer:algorithms',
    'layer:adapters',
    'layer:stores',
    'layer:use-cases',
    'layer:transport',
    'layer:tool',
  ],
};

const PLATFORMS = {
  'platform:pure': ['platform:pure'],
  'platform:node': ['platform:pure', 'platform:node'],
};

const constraints = (table) =>
  Object.entries(table).map(([sourceTag, onlyDependOnLibsWithTags]) => ({
    sourceTag,
    onlyDependOnLibsWithTags,
  }));

/**
 * The lint of one project; each project's own eslint.config.mjs passes its folder, which typed rules need, and the
 * dependencies that it brings along without importing them.
 */
export const house = (projectFolder, ignoredDependencies = []) => [
  ...nx.configs['flat/base'],
  ...nx.configs['flat/typescript'],
  ...nx.configs['flat/javascript'],
  prettier,
  { ignores: ['**/dist', '**/out-tsc', '**/node_modules', '.nx', '**/coverage'] },
  {
    files: ['**/*.ts', '**/*.js', '**/*.mjs', '**/*.cjs'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: true,
          allow: ['^.*/eslint\\.config\\.mjs$'],
          // its settings are light and imported like any others; what fetches is loaded where somebody fetches
          checkDynamicDependenciesExceptions: ['@aiaa/fetching'],
          depConstraints: [...constraints(LAYERS), ...constraints(PLATFORMS)],
        },
      ],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: projectFolder } },
    rules: {
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 4 }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Export by name, so that a thing has one name everywhere.',
        },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', '**/testing/**/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['**/package.json'],
    languageOptions: { parser: jsonc },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          ignoredDependencies,
          ignoredFiles: [
            '{projectRoot}/eslint.config.mjs',
            '{projectRoot}/jest.config.cjs',
            '{projectRoot}/src/**/*.spec.ts',
            '{projectRoot}/test/**/*',
          ],
        },
      ],
    },
  },
];

export default house(import.meta.dirname);
