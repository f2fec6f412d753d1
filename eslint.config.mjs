/** Lint rules. Import directions live in .dependency-cruiser.mjs, formatting in prettier. */
import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import svelte from 'eslint-plugin-svelte'
import { defineConfig, globalIgnores } from 'eslint/config'
import globals from 'globals'
import ts from 'typescript-eslint'

const SVELTE = ['**/*.svelte', '**/*.svelte.ts']
const TESTS = ['**/*.test.ts', '**/testkit/**', 'e2e/**', 'bench/**']
/** Where fields keep their names on disk. */
const WIRE_NAMES = ['src/trace/{format,model,reduce,bundle,write}/**']
/** The one place that turns a checked value into a branded one. */
const BRANDS = ['src/trace/base/ids.ts']
/** The one user of `ipcMain`: every message passes its sender check. */
const IPC_ROUTER = ['src/main/ipc-router.ts']

const clock = [
  { object: 'Date', property: 'now', message: 'The library has no clock; take the time as an argument.' },
  { object: 'performance', property: 'now', message: 'The library has no clock; take the time as an argument.' },
  { object: 'Math', property: 'random', message: 'The library is deterministic; take the value as an argument.' },
]

export default defineConfig(
  globalIgnores(['**/*.d.ts', 'out/', 'dist/', 'fixtures/', '.cache/', 'test-results/', 'playwright-report/']),
  {
    linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' },
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.svelte'],
    extends: [ts.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json'], extraFileExtensions: ['.svelte'] },
    },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Objects come from factories, whose functions need no `this`.
      '@typescript-eslint/unbound-method': 'off',
      // Tables keyed by a value of the format keep the value.
      camelcase: ['error', { properties: 'never' }],
      curly: ['error', 'multi-line'],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-misleading-character-class': ['error', { allowEscape: true }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'electron', importNames: ['ipcMain'], message: 'Only the IPC router listens to the page.' },
            { name: 'electron/main', message: "Import from 'electron'." },
          ],
        },
      ],
      'no-restricted-properties': [
        'error',
        { property: 'ipcMain', message: 'Only the IPC router listens to the page.' },
      ],
    },
  },
  { files: WIRE_NAMES, rules: { camelcase: 'off' } },
  { files: BRANDS, rules: { '@typescript-eslint/consistent-type-assertions': 'off' } },
  // Where the caller names the brand of an id, the type parameter stands in the answer only.
  { files: ['src/trace/base/**'], rules: { '@typescript-eslint/no-unnecessary-type-parameters': 'off' } },
  {
    files: IPC_ROUTER,
    rules: { 'no-restricted-imports': 'off', 'no-restricted-properties': 'off' },
  },
  {
    files: ['src/trace/**'],
    ignores: [...TESTS, 'src/trace/node/**', 'src/trace/archive/**'],
    rules: { 'no-restricted-properties': ['error', ...clock] },
  },
  { files: ['src/cli/**', 'bench/**'], rules: { 'no-console': 'off' } },
  { files: TESTS, rules: { camelcase: 'off' } },
  // Parts of it run in the page that is measured.
  { files: ['bench/ui/**'], languageOptions: { globals: globals.browser } },
  // Playwright's fixtures are asked for by destructuring, also when none is.
  { files: ['e2e/**'], rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] } },
  {
    files: ['e2e/electron-stand-in/specimen/*'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
  ...svelte.configs.recommended,
  ...svelte.configs.prettier,
  {
    files: SVELTE,
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/block-lang': ['error', { script: 'ts' }],
      // Type imports of components are invisible to dependency-cruiser.
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '/(main|preload|cli)/|/trace/(?!model/|base/)',
              message: 'The renderer knows only shared and the types of trace/model.',
            },
          ],
        },
      ],
    },
  },
  // svelte-check knows their types. Rules that ask for types would set up all of them anew for every component.
  { files: ['**/*.svelte'], extends: [ts.configs.disableTypeChecked] },
  {
    files: ['src/renderer/**'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: globals.node },
  },
  prettier,
)
