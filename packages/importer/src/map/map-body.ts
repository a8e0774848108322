import {findLostHeading, findMissingList, imageTextProblem} from '../find-problems.ts'
import type {ImportedDocument, Mention} from '../import-result.ts'
import type {Place, Problem} from '../problem.ts'
import {isImageText} from '../read/image-text.ts'
import type {FoundMarker} from '../read/markers.ts'
import {type Prose, readProse} from '../read/prose.ts'
import type {Part} from '../read/sections.ts'
import type {SourcePage} from '../read/source-page.ts'
import {findApprovalProblems} from './approvals.ts'
import {type ImageBlock, type TextBlock, toBlock, toImageBlock} from './blocks.ts'
import type {CitationContext} from './citation-values.ts'
import {classInHeading, classInOpening, toDrugClass} from './drug-classes.ts'
import {toSlug} from './identify.ts'
import type {KnownDocument} from './known-names.ts'
import {type DocumentReference, Naming} from './naming.ts'
import {mapSideEffects} from './side-effects.ts'
import {mapStatistics, type Statistic} from './statistics.ts'
import {linkedProblem, mapTherapies} from './therapies.ts'

/** What the parts of a page become. */
export interface MappedBody {
  blocks: (TextBlock | ImageBlock)[]
  /** The key of the block that each part became, in order of the text. */
  partKeys: (Place & {key: string})[]
  claims: Statistic[]
  documents: ImportedDocument[]
  mentions: Mention[]
  problems: Problem[]
}

/**
 * Makes the body of a page from its parts in order, and links or proposes what it names.
 *
 * @param known - documents that are there already
 */
export function mapBody(
  page: SourcePage,
  parts: readonly Part[],
  markers: readonly FoundMarker[],
  context: CitationContext,
  known: readonly KnownDocument[],
): MappedBody {
  const naming = new Naming(known)
  const body = {
    blocks: [] as MappedBody['blocks'],
    partKeys: [] as MappedBody['partKeys'],
    claims: [] as Statistic[],
    problems: [] as Problem[],
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
  let section: Section = {}
  for (const [index, part] of parts.entries()) {
    addImagesBefore(part.start)
    const prose = readProse(page.text, part, markersOf.get(part) ?? [])
    if (part.kind === 'paragraph' && prose.marks.length === 0 && isImageText(prose.plain)) {
      body.problems.push(imageTextProblem(part, prose.plain))
      continue
    }
    const styles = stylesOf.get(part) ?? []
    const {block, problems} = toBlock(part, prose, styles, context)
    body.blocks.push(block)
    body.partKeys.push({start: part.start, end: part.end, key: block._key})
    body.problems.push(...problems)
    const opened = openSection(part, prose, section, naming)
    section = opened.section
    body.problems.push(...opened.problems)
    const drugClass =
      part.kind === 'bullet' || part.kind === 'number' ? section.drugClass : undefined
    body.problems.push(...mapTherapies(prose, naming, drugClass))
    naming.noteKnown(prose.plain, (from, to) => prose.placeOf(from, to))
    if (part.kind === 'heading') continue
    const statistics = mapStatistics(prose, context)
    body.claims.push(...statistics.statistics)
    body.problems.push(
      ...statistics.problems,
      ...mapSideEffects(prose, naming, section.subject, context),
      ...findApprovalProblems(prose),
      ...findMissingList(prose, parts[index + 1]),
      ...findLostHeading(parts, index, prose, styles),
    )
  }
  addImagesBefore(Infinity)
  return {...body, documents: naming.documents, mentions: naming.mentions}
}

/** What the text under a heading is about. */
interface Section {
  heading?: Part
  /** The proposed draft of the class. */
  subject?: ImportedDocument
  /** The class that the heading names. */
  drugClass?: DocumentReference
}

function openSection(
  part: Part,
  prose: Prose,
  section: Section,
  naming: Naming,
): {section: Section; problems: Problem[]} {
  const isHeading = part.kind === 'heading'
  const name = classOf(part, prose, section.heading)
  if (!name) return {section: isHeading ? {heading: part} : section, problems: []}
  const place = prose.placeOf(prose.plain.indexOf(name), prose.plain.indexOf(name) + name.length)
  const named = naming.name(toDrugClass(name), [], place)
  const problems = !named.isNew
    ? []
    : [
        named.draft
          ? drugClassProblem(name, part)
          : linkedProblem(name, named.reference._ref, place),
      ]
  return {
    section: {
      ...(isHeading ? {heading: part, drugClass: named.reference} : section),
      ...(named.draft ? {subject: named.draft} : {}),
    },
    problems,
  }
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
    message: `The page has text on “${name}”; a drug class of that name was proposed.`,
    place: {start, end},
    hint: 'If other pages need the text, move it into the drug class and show it here from there.',
  }
}
