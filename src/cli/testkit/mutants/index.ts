/** What `npm run fuzz` loads. */
export { checkMutant } from './check-mutant.ts'
export { checkOnDisk } from './check-on-disk.ts'
export { keepMutant } from './kept-mutants.ts'
export { mutantBases, mutantOf } from './mutant.ts'
