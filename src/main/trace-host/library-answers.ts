/** Answers the calls over an opened library. */
import type { LibraryAnswers } from './answer.ts'

export const libraryAnswers: LibraryAnswers = {
  'library/state': (library) => library.state,
  'library/rows': (library, request) => library.rows(request),
}
