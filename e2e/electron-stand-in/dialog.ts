/**
 * Native dialogs. Nobody sees them, so a test answers: in advance, or when it finds one waiting, as a person would.
 * https://www.electronjs.org/docs/latest/api/dialog
 */
import { checkKeys, strict } from './strict.ts'

export interface AskedDialog {
  readonly kind: 'open' | 'save' | 'message' | 'error'
  /** As the program gave them. */
  readonly options: object
}

interface Waiting {
  readonly kind: AskedDialog['kind']
  resolve(answer: object): void
}

const openOptions = ['title', 'defaultPath', 'buttonLabel', 'filters', 'properties']
const openProperties = ['openFile', 'openDirectory', 'multiSelections', 'showHiddenFiles']
const saveOptions = ['title', 'defaultPath', 'buttonLabel', 'filters', 'properties']
const saveProperties = ['showHiddenFiles', 'createDirectory', 'showOverwriteConfirmation']
const messageOptions = ['type', 'message', 'detail', 'buttons', 'defaultId', 'cancelId']

export class Dialogs {
  /** Every dialog that was shown, oldest first. */
  readonly asked: AskedDialog[] = []
  readonly #isReady: () => boolean
  readonly #answers = new Map<AskedDialog['kind'], object[]>()
  #waiting: Waiting[] = []

  constructor(isReady: () => boolean) {
    this.#isReady = isReady
  }

  /** The `dialog` module. */
  readonly module = strict('dialog', {
    showOpenDialog: (_window: object, options: { readonly properties?: readonly string[] }): Promise<object> => {
      checkKeys('dialog.showOpenDialog', options, openOptions)
      checkProperties(options.properties, openProperties)
      return this.#ask('open', options)
    },
    /** Answered with `filePath`, empty when cancelled. */
    showSaveDialog: (_window: object, options: { readonly properties?: readonly string[] }): Promise<object> => {
      checkKeys('dialog.showSaveDialog', options, saveOptions)
      checkProperties(options.properties, saveProperties)
      return this.#ask('save', options)
    },
    /** The window is optional. */
    showMessageBox: (...given: readonly [object, object?]): Promise<object> => {
      const options = given[1] ?? given[0]
      checkKeys('dialog.showMessageBox', options, messageOptions)
      return this.#ask('message', options)
    },
    showErrorBox: (title: string, content: string): void => {
      // Allowed before ready; blocks in Electron until a person has closed it.
      this.asked.push({ kind: 'error', options: { title, content } })
      process.stderr.write(`${title}: ${content}\n`)
    },
  })

  /** Answers the dialog that waits longest, or the next one of this kind. */
  answer(kind: AskedDialog['kind'], answer: object): void {
    const index = this.#waiting.findIndex((waiting) => waiting.kind === kind)
    if (index >= 0) this.#waiting.splice(index, 1)[0]?.resolve(answer)
    else this.#answers.set(kind, [...(this.#answers.get(kind) ?? []), answer])
  }

  #ask(kind: AskedDialog['kind'], options: object): Promise<object> {
    if (!this.#isReady()) throw new Error('dialog module can only be used after app is ready')
    this.asked.push({ kind, options })
    const [prepared, ...rest] = this.#answers.get(kind) ?? []
    this.#answers.set(kind, rest)
    if (prepared !== undefined) return Promise.resolve(prepared)
    return new Promise((resolve) => {
      this.#waiting = [...this.#waiting, { kind, resolve }]
    })
  }
}

function checkProperties(given: readonly string[] = [], known: readonly string[]): void {
  checkKeys('dialog property', Object.fromEntries(given.map((key) => [key, key])), known)
}
