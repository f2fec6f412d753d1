/** Before all specs: the stand-in is built. The program itself was built by whoever runs the tests. */
import { buildStandIn } from './electron-stand-in/build.ts'

export default buildStandIn
