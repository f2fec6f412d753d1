/** Columns of text for a terminal. */

export interface Column {
  readonly title: string
  readonly align: 'left' | 'right'
}

/** One line per row, the titles first, columns two spaces apart. Every row has one cell for each column. */
export function tableText(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const all = [columns.map(({ title }) => title), ...rows]
  const widths = columns.map((_, index) => Math.max(...all.map((row) => (row[index] ?? '').length)))
  return all.map((row) =>
    columns
      .map(({ align }, index) => {
        const [cell, width] = [row[index] ?? '', widths[index] ?? 0]
        return align === 'left' ? cell.padEnd(width) : cell.padStart(width)
      })
      .join('  ')
      .trimEnd(),
  )
}
