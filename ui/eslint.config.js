import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const tauriOnlyBehindTheDoor = {
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        { group: ['@tauri-apps/*'], message: 'Only src/platform/tauri.ts talks to Tauri.' },
        {
          group: ['**/bindings', '**/bindings.ts'],
          importNames: ['commands'],
          message: 'Commands are called through src/platform.',
        },
      ],
    },
  ],
};

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/bindings.ts'] },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    rules: {
      ...tauriOnlyBehindTheDoor,
      'svelte/no-at-html-tags': 'error',
      'svelte/no-inline-styles': ['error', { allowTransitions: true }],
      // A line break in a <pre> is written as one.
      'svelte/no-useless-mustaches': ['error', { ignoreStringEscape: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/platform/tauri.ts', 'src/platform/tauri.test.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
);
