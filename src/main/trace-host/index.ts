/** The trace host as a program: started by a shell, ends with it. */
import { ensure } from '../../trace/base/assert.ts'
import { bugReport } from './call-failure.ts'
import { runHost } from './host.ts'
import { openTrace } from './open-trace.ts'
import { portOfThisProcess } from './port.ts'
import { saveArchive } from './save-archive.ts'

// In a utility process a rejection nobody handles would leave a broken host running.
process.on('unhandledRejection', (bug) => {
  throw bug
})

runHost({
  port: ensure(portOfThisProcess(), 'the trace host is started by a shell'),
  openTrace,
  saveArchive,
  reportBug(bug) {
    process.stderr.write(bugReport(bug))
  },
  onStopped: () => process.exit(0),
})
