/**
 * Remembers in which folder a person last chose something, across starts: Electron's dialogs would begin in Downloads each
 * time. A file that cannot be read or understood means that nothing is remembered; one that cannot be written is no failure
 * a person could act on.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

const saved = z.strictObject({ lastFolder: z.string() })

export interface LastFolder {
  read(): Promise<string | undefined>
  /** The folder that holds `chosen`. */
  remember(chosen: string): Promise<void>
}

export function createLastFolder(file: string): LastFolder {
  return {
    async read() {
      try {
        return saved.parse(JSON.parse(await readFile(file, 'utf8'))).lastFolder
      } catch {
        return undefined
      }
    },
    async remember(chosen) {
      const content: z.infer<typeof saved> = { lastFolder: path.dirname(chosen) }
      try {
        await mkdir(path.dirname(file), { recursive: true })
        await writeFile(file, JSON.stringify(content))
      } catch {
        // Remembered for nobody: the next dialog begins elsewhere.
      }
    },
  }
}
