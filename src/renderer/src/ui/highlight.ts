/**
 * Marks every place in an element that reads like a text, without touching its nodes: with the ranges of the CSS Custom
 * Highlight API, drawn by `::highlight(find)` in styles/base.css. Follows what is drawn and undrawn. A text that spans
 * several nodes, such as one with a marked control character in it, is not found.
 */
import type { Attachment } from 'svelte/attachments'

const NAME = 'find'
/** The place gone to last. */
const HERE = 'find-here'
/** More marks than a view can show at a time. */
const MOST = 2000

/** `wanted` is read in an effect: the marks follow it. Empty: none. */
export function highlight(wanted: () => string): Attachment<HTMLElement> {
  return (element) => {
    const text = wanted().toLowerCase()
    if (text === '') return undefined
    const marks = registered()
    let own: readonly Range[] = []
    let frame = 0
    const clear = (): void => {
      for (const range of own) marks.delete(range)
    }
    const mark = (): void => {
      frame = 0
      clear()
      own = rangesOf(element, text)
      for (const range of own) marks.add(range)
    }
    const observer = new MutationObserver(() => {
      if (frame === 0) frame = requestAnimationFrame(mark)
    })
    observer.observe(element, { childList: true, subtree: true, characterData: true })
    mark()
    return () => {
      observer.disconnect()
      cancelAnimationFrame(frame)
      clear()
    }
  }
}

/** Scrolls to the first mark in an element. */
export function revealMark(element: HTMLElement): void {
  for (const range of registered()) {
    const holder = range.startContainer.parentElement
    if (holder === null || !element.contains(holder)) continue
    holder.scrollIntoView({ block: 'center' })
    return
  }
}

export interface WantedPlace {
  readonly text: string
  readonly show: (place: Range) => void
}

/**
 * Shows the first place in the element that reads like the text, and marks it as the one gone to; the element's beginning if
 * there is none. Undefined: nothing.
 */
export function showFound(wanted: WantedPlace | undefined): Attachment<HTMLElement> {
  return (element) => {
    if (wanted === undefined) return undefined
    const here = registered(HERE)
    let range: Range | undefined
    // What holds it may unfold in the same turn.
    const frame = requestAnimationFrame(() => {
      range = rangesOf(element, wanted.text.toLowerCase())[0]
      wanted.show(range ?? beginningOf(element))
      if (range === undefined) return
      here.priority = 1
      here.add(range)
    })
    return () => {
      cancelAnimationFrame(frame)
      if (range !== undefined) here.delete(range)
    }
  }
}

function beginningOf(element: HTMLElement): Range {
  const range = new Range()
  range.setStart(element, 0)
  return range
}

function registered(name = NAME): Highlight {
  const known = CSS.highlights.get(name)
  if (known !== undefined) return known
  const made = new Highlight()
  CSS.highlights.set(name, made)
  return made
}

function rangesOf(element: HTMLElement, wanted: string): readonly Range[] {
  const ranges: Range[] = []
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null && ranges.length < MOST; node = walker.nextNode()) {
    const text = (node.nodeValue ?? '').toLowerCase()
    // Lower case may be longer than what it is of; then positions would be off.
    if (text.length !== node.nodeValue?.length) continue
    for (
      let at = text.indexOf(wanted);
      at !== -1 && ranges.length < MOST;
      at = text.indexOf(wanted, at + wanted.length)
    ) {
      const range = new Range()
      range.setStart(node, at)
      range.setEnd(node, at + wanted.length)
      ranges.push(range)
    }
  }
  return ranges
}
