/** How many elements two lists have in common from the beginning. Lists of items grow at their end, so it is most of them. */
export function commonBeginning(a: readonly unknown[], b: readonly unknown[]): number {
  const length = Math.min(a.length, b.length)
  let same = 0
  while (same < length && a[same] === b[same]) same += 1
  return same
}
