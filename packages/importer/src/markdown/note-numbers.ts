import type {Nodes, Root} from 'mdast'

/** The numbers of the notes of a Markdown page, and the addresses that its labels stand for. */
export interface NoteNumbers {
  of: (identifier: string) => number | undefined
  addressOf: (identifier: string) => string | undefined
  /** The ids of all notes. */
  targets: ReadonlySet<string>
}

/** The id that marks use to lead to a note. */
export function noteId(identifier: string): string {
  return `note-${identifier}`
}

/**
 * Numbers the notes of a page: a label that is a number keeps it, others get the lowest free
 * numbers in order of their first mark.
 */
export function numberNotes(tree: Root): NoteNumbers {
  const defined = new Set<string>()
  const marked: string[] = []
  const addresses = new Map<string, string>()
  visit(tree, (node) => {
    if (node.type === 'footnoteDefinition') defined.add(node.identifier)
    if (node.type === 'definition') {
      addresses.set(node.identifier, node.url)
      if (/^\d{1,3}$/u.test(node.identifier)) defined.add(node.identifier)
    }
    if (node.type === 'footnoteReference') marked.push(node.identifier)
  })
  const numbers = new Map<string, number>()
  const isNumber = (label: string) => /^[1-9]\d{0,2}$/u.test(label)
  for (const label of defined) if (isNumber(label)) numbers.set(label, Number(label))
  const taken = new Set(numbers.values())
  let next = 1
  for (const label of [...marked, ...defined]) {
    if (!defined.has(label) || numbers.has(label)) continue
    while (taken.has(next)) next += 1
    numbers.set(label, next)
    taken.add(next)
  }
  return {
    of: (identifier) => numbers.get(identifier),
    addressOf: (identifier) => addresses.get(identifier),
    targets: new Set([...numbers.keys()].map(noteId)),
  }
}

function visit(node: Nodes, see: (node: Nodes) => void): void {
  see(node)
  if ('children' in node) for (const child of node.children) visit(child, see)
}
