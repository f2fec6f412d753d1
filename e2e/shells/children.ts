/** What the system knows of other processes. Children: Linux and macOS. */
import { execFileSync } from 'node:child_process'

/** Those whose command line holds `text`, at any depth below `parent`. */
export function descendantsOf(parent: number, text: string): readonly number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  const all = lines.flatMap((line) => {
    const [, pid, ppid, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return pid === undefined ? [] : { pid: Number(pid), ppid: Number(ppid), args }
  })
  const below = (pid: number): typeof all => {
    const children = all.filter(({ ppid }) => ppid === pid)
    return children.flatMap((child) => [child, ...below(child.pid)])
  }
  return below(parent)
    .filter(({ args }) => args.includes(text))
    .map(({ pid }) => pid)
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
