/**
 * Who may import whom. The one source of the dependency-cruiser rules (.dependency-cruiser.mjs) and of the table in
 * ARCHITECTURE.md (import-table.test.ts compares them). Data only.
 *
 * Each row is one layer. `folder` is its place; where folders nest, the innermost row counts. `values` are layers (or
 * single modules) it may import at run time, `types` those it may name in type imports only, `packages` the npm packages,
 * `node` whether `node:` modules are allowed. A layer may always import itself. Tests
 * and testkits are not bound by the table; nothing else may import them.
 */

/**
 * @typedef {object} Layer
 * @property {string} name
 * @property {string} folder
 * @property {readonly string[]} values folders or modules below `src/`
 * @property {readonly string[]} types folders or modules below `src/`, besides `values`
 * @property {readonly string[]} packages
 * @property {boolean} node
 */

/** @type {readonly Layer[]} */
export const layers = [
  { name: 'trace/base', folder: 'trace/base', values: [], types: [], packages: [], node: false },
  {
    name: 'trace/format',
    folder: 'trace/format',
    values: ['trace/base'],
    types: [],
    packages: ['zod'],
    node: false,
  },
  {
    name: 'trace/model',
    folder: 'trace/model',
    values: ['trace/base'],
    types: ['trace/format'],
    packages: [],
    node: false,
  },
  {
    name: 'trace/reduce',
    folder: 'trace/reduce',
    values: ['trace/base', 'trace/format', 'trace/model'],
    types: [],
    packages: ['@noble/hashes'],
    node: false,
  },
  {
    name: 'trace/bundle',
    folder: 'trace/bundle',
    values: ['trace/base', 'trace/format', 'trace/model', 'trace/reduce'],
    types: [],
    packages: [],
    node: false,
  },
  {
    name: 'trace/write',
    folder: 'trace/write',
    values: ['trace/base', 'trace/format'],
    types: [],
    packages: [],
    node: false,
  },
  {
    name: 'trace/query',
    folder: 'trace/query',
    values: ['trace/base', 'trace/model'],
    types: ['shared/view-models'],
    packages: [],
    node: false,
  },
  {
    name: 'trace/query/compare',
    folder: 'trace/query/compare',
    values: ['trace/base', 'trace/model', 'trace/query'],
    types: ['shared/view-models'],
    packages: ['diff', '@noble/hashes'],
    node: false,
  },
  {
    name: 'trace/archive',
    folder: 'trace/archive',
    values: ['trace/base', 'trace/bundle'],
    types: [],
    packages: ['yauzl', 'yazl'],
    node: true,
  },
  { name: 'trace/node', folder: 'trace/node', values: ['trace'], types: [], packages: [], node: true },
  {
    name: 'shared',
    folder: 'shared',
    values: ['trace/model/object-ref'],
    types: ['trace/model', 'trace/base'],
    packages: ['zod', '@msgpack/msgpack'],
    node: false,
  },
  {
    name: 'main',
    folder: 'main',
    values: ['trace', 'shared', 'main'],
    types: [],
    packages: ['electron', 'zod'],
    node: true,
  },
  {
    name: 'main/opening',
    folder: 'main/opening',
    values: ['trace', 'shared', 'main/host-process', 'main/trace-host'],
    types: [],
    packages: ['zod'],
    node: true,
  },
  {
    name: 'main/page-files',
    folder: 'main/page-files',
    values: [],
    types: [],
    packages: [],
    node: true,
  },
  {
    name: 'main/host-process',
    folder: 'main/host-process',
    values: ['trace/base', 'shared'],
    types: ['main/trace-host'],
    packages: [],
    node: true,
  },
  {
    name: 'main/trace-host',
    folder: 'main/trace-host',
    values: ['trace', 'shared'],
    types: [],
    packages: ['zod'],
    node: true,
  },
  {
    name: 'main/web',
    folder: 'main/web',
    values: ['trace', 'shared', 'main/opening', 'main/page-files', 'main/host-process', 'main/trace-host'],
    types: [],
    packages: ['ws', 'zod'],
    node: true,
  },
  {
    name: 'preload',
    folder: 'preload',
    values: ['shared/call-names'],
    types: ['shared'],
    packages: ['electron'],
    node: false,
  },
  {
    name: 'renderer',
    folder: 'renderer',
    values: ['shared/call-names', 'shared/error-codes', 'shared/frame-codec', 'shared/frames', 'shared/view-models'],
    types: ['shared', 'trace/model', 'trace/base'],
    packages: ['svelte', 'bits-ui', 'marked', 'virtua'],
    node: false,
  },
  {
    name: 'cli',
    folder: 'cli',
    values: ['trace', 'shared', 'main/web'],
    types: [],
    packages: [],
    node: true,
  },
]

/** @returns {string} the table as ARCHITECTURE.md shows it */
export function importTableMarkdown() {
  const code = (/** @type {readonly string[]} */ names) => names.map((name) => `\`${name}\``).join(', ')
  const rows = layers.map(({ name, values, types, packages, node }) => {
    const outside = [...packages.map((name) => `\`${name}\``), ...(node ? ['`node:`'] : [])].join(', ')
    return `| \`${name}\` | ${code(values)} | ${code(types)} | ${outside} |`
  })
  return ['| layer | may import | types only | from outside |', '|---|---|---|---|', ...rows].join('\n')
}
