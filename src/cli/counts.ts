/** Numbers with their nouns. */

export function number(value: number): string {
  return value.toLocaleString('en')
}

/** Such as `1 turn`, `2,000 turns`. */
export function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** Such as `1 error, 2 warnings`; `none` if there is nothing. */
export function severityCounts({
  error,
  warning,
  info,
}: Readonly<Record<'error' | 'warning' | 'info', number>>): string {
  const parts = [
    error > 0 && counted(error, 'error'),
    warning > 0 && counted(warning, 'warning'),
    info > 0 && counted(info, 'remark'),
  ]
  return parts.filter((part) => part !== false).join(', ') || 'none'
}
