/** Icons as strokes in a box of 16. */
export const iconPaths = {
  back: 'M10 3 5 8l5 5',
  forward: 'm6 3 5 5-5 5',
  down: 'm4 6 4 4 4-4',
  right: 'm6 4 4 4-4 4',
  up: 'm4 10 4-4 4 4',
  close: 'm4 4 8 8M12 4l-8 8',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM11 11l3 3',
  copy: 'M6 5.5h7v8H6zM10 3H3v8',
  folder: 'M2 4h4l1.5 1.5H14V13H2z',
  file: 'M4 2h5l3 3v9H4zM9 2v3h3',
  settings: 'M2 5h7M12.5 5H14M2 11h1.5M7 11h7M9 3.2v3.6h3V3.2zM3.5 9.2v3.6h3V9.2z',
  maximise: 'M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3',
  wrap: 'M2 4h12M2 8h10a2 2 0 0 1 0 4H8m1.5-1.5L8 12l1.5 1.5',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 5v3.2L10.2 10',
  swap: 'M3 5.5h10l-2.5-2.5M13 10.5H3l2.5 2.5',
  pin: 'M6 2h4l-.5 5 2.5 2.5v1H4v-1L6.5 7zM8 10.5V14',
} as const

export type IconName = keyof typeof iconPaths
