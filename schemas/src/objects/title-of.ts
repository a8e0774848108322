/** The title of a choice from a list, or the value itself when the list does not have it. */
export function titleOf(
  list: readonly {title: string; value: string}[],
  value: string | undefined,
): string | undefined {
  return list.find((entry) => entry.value === value)?.title ?? value
}
