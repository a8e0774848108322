import {findLostHeading, findMissingList, imageTextProblem} from '../find-problems.ts'
import type {ImportedDocument} from '../import-result.ts'
import type {Place, Problem} from '../problem.ts'
import {isImageText} from '../read/image-text.ts'
import type {FoundMarker} from '../read/markers.ts'
import {type Prose, readProse} from '../read/prose.ts'
import type {Part} from '../read/sections.ts'
import type {SourcePage} from '../read/source-page.ts'
import {type ImageBlock, type TextBlock, toBlock, toImageBlock} from './blocks.ts'
import type {CitationContext} from './citation-values.ts'
import {classInHeading, classInOpening, toDrugClass} from './drug-classes.ts'
import {toSlug} from './identify.ts'
import {mapSideEffects} from './side-effects.ts'
import {mapStatistics, type Statistic} from './statistics.ts'

/** What the parts of a page become. */
export interface MappedBody {
  blocks: (TextBlock | ImageBlock)[]
  claims: Statistic[]
  documents: ImportedDocument[]
  problems: Problem[]
}

/** Makes the body of a page, and proposals for what it names, from its parts in order. */
export function mapBody(
  page: SourcePage,
  parts: readonly Part[],
  markers: readonly FoundMarker[],
  context: CitationContext,
): MappedBody {
  const body: MappedBody = {blocks: [], claims: [], documents: [], problems: []}
  const proposed = new Set<string>()
  const propose = (draft: ImportedDocument) => {
    if (proposed.has(draft._id)) return
    proposed.add(draft._id)
    body.documents.push(draft)
  }
  const images = [...page.images]
  const addImagesBefore = (at: number) => {
    for (let image = images[0]; image && image.at <= at; image = images[0]) {
      body.blocks.push(toImageBlock(image, context.keys))
      images.shift()
    }
  }
  const markersOf = groupByPart(parts, markers)
  const stylesOf = groupByPart(parts, page.styles)
  let heading: Part | undefined
  for (const [index, part] of parts.entries()) {
    addImagesBefore(part.start)
    const prose = readProse(page.text, part, markersOf.get(part) ?? [])
    if (part.kind === 'paragraph' && prose.marks.length === 0 && isImageText(prose.plain)) {
      body.problems.push(imageTextProblem(part, prose.plain))
      continue
    }
    const {block, problems} = toBlock(part, prose, stylesOf.get(part) ?? [], context)
    body.blocks.push(block)
    body.problems.push(...problems)
    const className = classOf(part, prose, heading)
    if (part.kind === 'heading') heading = part
    if (className && !proposed.has(toDrugClass(className)._id)) {
      propose(toDrugClass(className))
      body.problems.push(drugClassProblem(className, part))
    }
    if (part.kind === 'heading') continue
    const statistics = mapStatistics(prose, context)
    const sideEffects = mapSideEffects(prose)
    body.claims.push(...statistics.statistics)
    sideEffects.documents.forEach(propose)
    body.problems.push(
      ...statistics.problems,
      ...sideEffects.problems,
      ...findMissingList(prose, parts[index + 1]),
      ...findLostHeading(parts, index, prose),
    )
  }
  addImagesBefore(Infinity)
  return body
}

/** What stands in each part; both lists are in order of the text. */
function groupByPart<T extends Place>(
  parts: readonly Part[],
  places: readonly T[],
): Map<Part, T[]> {
  const groups = new Map<Part, T[]>()
  let next = 0
  for (const part of parts) {
    const group: T[] = []
    for (let place = places[next]; place && place.start < part.end; place = places[next]) {
      if (place.start >= part.start) group.push(place)
      next += 1
    }
    groups.set(part, group)
  }
  return groups
}

function classOf(part: Part, prose: Prose, heading: Part | undefined): string | undefined {
  if (part.kind === 'heading') return classInHeading(prose.plain)
  const name = part.kind === 'paragraph' ? classInOpening(prose.plain) : undefined
  return name && toSlug(name) !== toSlug(heading?.text ?? '') ? name : undefined
}

function drugClassProblem(name: string, {start, end}: Part): Problem {
  return {
    code: 'drug-class-proposed',
    severity: 'suggestion',
    message: `The page has text on “${name}”; an empty drug class of that name was proposed.`,
    place: {start, end},
    hint: 'If other pages need the text, move it into the drug class and show it here from there.',
  }
}
