import type {ArrangedBlock, Run} from './arranged-block.ts'

/** How a line begins that is an item of a list or a numbered reference. */
const ownLine = /^\s*(?:[•▪‣◦·*–—-]\s|[[(]?\d{1,3}(?:[\])]\.?|\.)?\s*[\p{Lu}“"])/u

/**
 * Cuts a paragraph where an empty line, or a line that begins like a list item or a reference,
 * stands in it. Other line breaks become spaces.
 */
export function splitBlocks(block: ArrangedBlock): ArrangedBlock[] {
  if (!block.runs.includes('break')) return [block]
  const lines = readLines(block)
  const blocks: ArrangedBlock[] = []
  let emptyBefore = false
  for (const line of lines) {
    const text = textOf(line.runs)
    const last = blocks.at(-1)
    if (text.trim() === '') {
      emptyBefore = true
      if (last) last.ids.push(...line.ids)
      continue
    }
    const isOwn = block.tag === 'p' && (emptyBefore || ownLine.test(text))
    if (!last || isOwn) {
      blocks.push({...block, images: last ? [] : block.images, runs: line.runs, ids: line.ids})
    } else {
      const before = last.runs.length
      const end = last.runs.at(-1)
      if (end && end !== 'break') {
        end.text += ' '
        end.offsets.push((end.offsets.at(-1) ?? 0) + 1)
      }
      last.runs.push(...line.runs)
      last.ids.push(...line.ids.map(({id, before: runs}) => ({id, before: before + runs})))
    }
    emptyBefore = false
  }
  return blocks
}

interface RunLine {
  runs: Run[]
  ids: ArrangedBlock['ids']
}

function readLines(block: ArrangedBlock): RunLine[] {
  const lines: RunLine[] = [{runs: [], ids: []}]
  const line = () => lines.at(-1) ?? {runs: [], ids: []}
  const idsAt = (index: number) => {
    for (const {id, before} of block.ids) {
      if (before === index) line().ids.push({id, before: line().runs.length})
    }
  }
  for (const [index, run] of block.runs.entries()) {
    idsAt(index)
    if (run === 'break') lines.push({runs: [], ids: []})
    else line().runs.push(run)
  }
  idsAt(block.runs.length)
  return lines
}

const textOf = (runs: readonly Run[]) => runs.map(({text}) => text).join('')
