/**
 * The two platform classes the trace library may name besides ECMAScript itself: every runtime it can run in has them.
 * Included by src/trace only; other layers get them from their platform's own types.
 */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string
}

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
}
