/** Import directions, made from scripts/import-table.mjs. Sees the imports of Svelte components too. */
import { layers } from './scripts/import-table.mjs'

const TEST = '\\.test\\.ts$|/testkit/'

/** @param {string} text */
const escape = (text) => text.replaceAll('.', '\\.')
/** A folder, or one module named without its ending. @param {string} place */
const inside = (place) => `^src/${escape(place)}(/|\\.ts$)`
/** @param {string} name */
const npmPackage = (name) => `node_modules/(@types/)?${escape(name)}/`

/** @param {import('./scripts/import-table.mjs').Layer} layer */
function rulesOf(layer) {
  const nested = layers.filter((other) => other.folder.startsWith(`${layer.folder}/`))
  const from = { path: inside(layer.folder), pathNot: [TEST, ...nested.map((other) => inside(other.folder))] }
  const own = inside(layer.folder)
  const values = [own, ...layer.values.map(inside)]
  const rules = [
    {
      name: `${layer.name}: only layers it may name`,
      severity: 'error',
      from,
      to: { path: '^(src|e2e|bench|scripts|fixtures)/', pathNot: [...values, ...layer.types.map(inside)] },
    },
    {
      name: `${layer.name}: only types of layers it may not run`,
      severity: 'error',
      from,
      to: { path: '^src/', pathNot: values, dependencyTypesNot: ['type-only'] },
    },
    {
      name: `${layer.name}: only its packages`,
      severity: 'error',
      from,
      to: { path: 'node_modules/', pathNot: [...layer.packages, ...(layer.node ? ['node'] : [])].map(npmPackage) },
    },
  ]
  if (!layer.node) {
    rules.push({
      name: `${layer.name}: no node modules`,
      severity: 'error',
      from,
      to: { path: '.', dependencyTypes: ['core'] },
    })
  }
  return rules
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...layers.flatMap(rulesOf),
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'imports resolve',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^svelte', '^virtual:'] },
    },
    {
      name: 'tests and testkits are for tests',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: TEST },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(css|svg|png)$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'types', 'node', 'default'],
      extensions: ['.ts', '.svelte', '.js', '.mjs', '.cjs', '.d.ts'],
    },
    cache: false,
  },
}
