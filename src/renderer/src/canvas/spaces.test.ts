import { expectTypeOf, test } from 'vitest'
import type { AxisUnit, CssPx, DevicePx, TraceMs } from './spaces.ts'

test('numbers of one space do not fit another', () => {
  expectTypeOf<number>().toExtend<CssPx>()
  expectTypeOf<CssPx>().toExtend<number>()
  expectTypeOf<CssPx>().not.toExtend<DevicePx>()
  expectTypeOf<TraceMs>().not.toExtend<AxisUnit>()
})
