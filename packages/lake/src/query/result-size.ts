/** Whether a value has more than `limit` members and characters altogether. */
export function isLarger(value: unknown, limit: number): boolean {
  let size = 0
  const rest: unknown[] = [value]
  while (rest.length > 0) {
    const each = rest.pop()
    size += typeof each === 'string' ? each.length + 1 : 1
    if (size > limit) return true
    if (typeof each !== 'object' || each === null) continue
    const members = Array.isArray(each) ? (each as unknown[]) : Object.values(each)
    if (size + members.length > limit) return true
    for (const member of members) rest.push(member)
  }
  return false
}
