/** When an item is the one a candidate shows again. Rule: docs/format/reduction.md §5.4. */
import type { ItemPart } from '../model/graph.ts'
import type { ItemDraft } from './drafts.ts'
import type { Candidate } from './normalize.ts'

/** What both items and candidates have. */
type Comparable = Pick<Candidate, 'role' | 'channel' | 'kind' | 'agent_message' | 'parts' | 'call_id'>

export function matches(item: ItemDraft, candidate: Candidate): boolean {
  return sameIdentity(item.responses_item_id, candidate.responses_item_id) && matchesApartFromId(item, candidate)
}

/** A missing id on either side is compatible with anything. */
function sameIdentity(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b
}

export function matchesApartFromId(item: Comparable, candidate: Comparable): boolean {
  return (
    item.kind === candidate.kind &&
    item.role === candidate.role &&
    item.channel === candidate.channel &&
    item.call_id === candidate.call_id &&
    item.agent_message?.author === candidate.agent_message?.author &&
    item.agent_message?.recipient === candidate.agent_message?.recipient &&
    bodiesMatch(item, candidate)
  )
}

function bodiesMatch(item: Comparable, candidate: Comparable): boolean {
  if (sameParts(item.parts, candidate.parts)) return true
  if (item.kind !== 'reasoning') return false
  const blob = blobOf(item.parts)
  return blob !== undefined && blob === blobOf(candidate.parts)
}

/** The first encoded part decides about reasoning, whatever the readable parts. */
function blobOf(parts: readonly ItemPart[]): string | undefined {
  return parts.find((part) => part.type === 'encoded')?.value
}

export function sameParts(a: readonly ItemPart[], b: readonly ItemPart[]): boolean {
  return a.length === b.length && a.every((part, index) => samePart(part, b[index]))
}

function samePart(a: ItemPart, b: ItemPart | undefined): boolean {
  switch (a.type) {
    case 'text':
    case 'summary':
      return b?.type === a.type && b.text === a.text
    case 'encoded':
      return b?.type === a.type && b.label === a.label && b.value === a.value
    case 'json':
      return b?.type === a.type && b.summary === a.summary
    case 'code':
      return b?.type === a.type && b.language === a.language && b.source === a.source
    case 'payload_ref':
      if (b?.type !== a.type || b.label !== a.label || b.content_sha256 !== a.content_sha256) return false
      return a.content_sha256 !== undefined || b.raw_payload_id === a.raw_payload_id
  }
}

/**
 * A number that is equal for everything that matches apart from the Responses id, never 0. Reasoning with a blob is known
 * by the blob alone: merging readable parts does not change it.
 */
export function identityOf(of: Comparable): number {
  let hash = mix(mix(17, of.kind), of.role)
  hash = mix(mix(hash, of.channel ?? ''), of.call_id ?? '')
  if (of.agent_message) hash = mix(mix(hash, of.agent_message.author), of.agent_message.recipient)
  const blob = of.kind === 'reasoning' ? blobOf(of.parts) : undefined
  if (blob !== undefined) hash = mix(hash, blob)
  else for (const part of of.parts) hash = mixPart(hash, part)
  return hash === 0 ? 1 : hash
}

function mixPart(hash: number, part: ItemPart): number {
  const typed = mix(hash, part.type)
  switch (part.type) {
    case 'text':
    case 'summary':
      return mix(typed, part.text)
    case 'encoded':
      return mix(typed, part.value)
    case 'json':
      return mix(typed, part.summary)
    case 'code':
      return mix(typed, part.source)
    case 'payload_ref':
      return mix(mix(typed, part.label), part.content_sha256 ?? part.raw_payload_id)
  }
}

function mix(hash: number, text: string): number {
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return Math.imul(hash ^ text.length, 0x85ebca6b)
}
