/** Pictures that strings hold. Only kinds that are pixels and nothing else, and only bytes that are at hand: an address is never fetched. */
const PICTURE = /^data:(image\/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/=\s]*)$/

/** The picture that a string holds as a data URL. */
export function pictureOf(text: string): Blob | undefined {
  const [, type, data] = PICTURE.exec(text) ?? []
  if (type === undefined || data === undefined) return undefined
  try {
    return new Blob([Uint8Array.from(atob(data), (character) => character.charCodeAt(0))], { type })
  } catch {
    return undefined // not base64 after all
  }
}
