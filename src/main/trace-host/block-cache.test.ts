import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BlockCache, type BlockCacheLimits } from './block-cache.ts'

const limits: BlockCacheLimits = { blockBytes: 10, keptBytes: 40, runBytes: 30 }

/** A cache over one file of counting bytes, with the fetches it made as `offset+length`. */
function cacheOf(
  size: number,
  over: Partial<BlockCacheLimits> = {},
): { cache: BlockCache; fetches: string[]; file: Uint8Array } {
  const file = Uint8Array.from({ length: size }, (_, index) => index)
  const fetches: string[] = []
  const cache = new BlockCache(
    (_, offset, length) => {
      fetches.push(`${String(offset)}+${String(length)}`)
      return Promise.resolve(file.slice(offset, offset + length))
    },
    { ...limits, ...over },
  )
  return { cache, fetches, file }
}

describe('the block cache', () => {
  it('gives the bytes of any windows, in any order', async () => {
    const nat = fc.nat(120)
    await fc.assert(
      fc.asyncProperty(fc.nat(100), fc.array(fc.tuple(nat, nat), { maxLength: 12 }), async (size, windows) => {
        const { cache, file } = cacheOf(size)
        for (const [offset, length] of windows)
          expect(await cache.read('f', size, offset, length)).toEqual(file.slice(offset, offset + length))
      }),
    )
  })

  it('fetches a run of missing blocks at once, whole blocks up to the end of the file', async () => {
    const { cache, fetches } = cacheOf(95)
    await cache.read('f', 95, 75, 20)
    await cache.read('f', 95, 2, 50)
    expect(fetches).toEqual(['70+25', '0+30', '30+30'])
  })

  it('fetches nothing that is kept or on its way', async () => {
    const { cache, fetches } = cacheOf(95)
    await Promise.all([cache.read('f', 95, 0, 10), cache.read('f', 95, 5, 10)])
    await cache.read('f', 95, 0, 20)
    expect(fetches).toEqual(['0+10', '10+10'])
  })

  it('keeps files apart', async () => {
    const { cache, fetches } = cacheOf(10)
    await cache.read('f', 10, 0, 10)
    await cache.read('g', 10, 0, 10)
    expect(fetches).toEqual(['0+10', '0+10'])
  })

  it('forgets what was unused for longest', async () => {
    const { cache, fetches } = cacheOf(95)
    for (const block of [0, 1, 2, 3, 0, 4, 0, 1]) await cache.read('f', 95, block * 10, 10)
    expect(fetches).toEqual(['0+10', '10+10', '20+10', '30+10', '40+10', '10+10'])
  })

  it('asks again after a failure', async () => {
    let works = false
    const cache = new BlockCache(
      () => (works ? Promise.resolve(new Uint8Array([7])) : Promise.reject(new Error('not now'))),
      limits,
    )
    await expect(cache.read('f', 1, 0, 1)).rejects.toThrow('not now')
    works = true
    expect(await cache.read('f', 1, 0, 1)).toEqual(new Uint8Array([7]))
  })

  it('ends where a file ends that was cut since its size was taken', async () => {
    const { cache } = cacheOf(25)
    expect((await cache.read('f', 95, 8, 50)).length).toBe(17)
    expect((await cache.read('f', 95, 40, 10)).length).toBe(0)
  })
})
