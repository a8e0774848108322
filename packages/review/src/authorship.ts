import {contentDigest} from './content-digest.ts'
import type {HistoryEntry} from './pending-transaction.ts'

/** What a store remembers of one document. */
export interface DocumentHistory {
  /** The states of the published document, or of a draft or version, oldest first. */
  history: (id: string) => readonly HistoryEntry[]
  /** Ids of the drafts and versions that the document has, or ever had. */
  formsOf: (publishedId: string) => readonly string[]
}

/** Who wrote what of a document. */
export interface Authorship {
  /** When its text last became public; empty if it never did. */
  lastPublished: string
  /** When it last had neither a draft nor a version any more; empty if that never happened. */
  lastDiscarded: string
  /**
   * User ids of those whose edits since then led to a text. Somebody whose words were all taken out
   * again is not among them. A text that nobody ever wrote has everybody who edited.
   */
  authorsOf: (text: string) => ReadonlySet<string>
  /** User ids of those who wrote the text that is public. */
  publishedAuthors: ReadonlySet<string>
  /** Whether a draft or version has had this text at that time and ever since. */
  isKeptSince: (text: string, time: string) => boolean
}

/** One state of a document, reduced to what decides who wrote it. */
interface Entry {
  /** Id of the draft or version; empty for the published document. */
  form: string
  author: string
  timestamp: string
  isThere: boolean
  /** Digest of the text; empty where the document was deleted. */
  text: () => string
  /** Digest of the text before, where a history does not go back to the beginning. */
  textBefore: () => string
}

/**
 * Reads from the history who wrote a document. An edit is a change that makes a text which no form
 * of the document has had since the last publication, so that adding a draft to a release,
 * withdrawing a page or taking a change back makes nobody its author.
 *
 * @param id - published id
 */
export function authorshipOf(document: DocumentHistory, id: string): Authorship {
  const published = entriesOf(document, id, '')
  const forms = document.formsOf(id).map((form) => entriesOf(document, form, form))
  const publications = published.filter(
    (entry, index) =>
      entry.isThere && entry.text() !== (published[index - 1]?.text() ?? entry.textBefore()),
  )
  const times = new Set(publications.map(({timestamp}) => timestamp))
  const start = beginningOf(publications, forms)
  const writers = new Writers(start?.text())
  const entries = [published, ...forms]
    .flat()
    .filter(({timestamp}) => timestamp > (start?.timestamp ?? ''))
  for (const [timestamp, together] of inTime(entries)) {
    writers.write(together.filter(({form}) => form !== ''))
    const last = together.findLast(({form}) => form === '')
    if (last && times.has(timestamp)) writers.publish(last)
  }
  return {
    lastPublished: publications.at(-1)?.timestamp ?? '',
    lastDiscarded: discardedAt(forms.flat()),
    authorsOf: (text) => writers.known.get(text) ?? writers.editors,
    publishedAuthors: writers.publishedAuthors,
    isKeptSince: (text, time) => isKeptSince(forms, text, time),
  }
}

/** Keeps, for every text since the last publication, whose edits led to it. */
class Writers {
  known = new Map<string, ReadonlySet<string>>()
  editors = new Set<string>()
  publishedAuthors: ReadonlySet<string> = new Set()
  /** The text of each form that is there. */
  readonly #texts = new Map<string, string>()

  constructor(published: string | undefined) {
    if (published !== undefined) this.known.set(published, new Set())
  }

  /** What one transaction did to drafts and versions. */
  write(entries: readonly Entry[]): void {
    const found = new Map<string, Set<string>>()
    for (const entry of entries) {
      if (!entry.isThere || this.known.has(entry.text())) continue
      const earlier = this.known.get(this.#texts.get(entry.form) ?? '') ?? []
      // Two forms may get the same text at once; whoever led to either of them wrote it.
      const authors = [...(found.get(entry.text()) ?? []), ...earlier, entry.author]
      found.set(entry.text(), new Set(authors))
      this.editors.add(entry.author)
    }
    for (const [text, authors] of found) this.known.set(text, authors)
    for (const {form, isThere, text} of entries) {
      if (isThere) this.#texts.set(form, text())
      else this.#texts.delete(form)
    }
  }

  /** A text that is public begins anew; drafts that outlive the publication keep their authors. */
  publish(entry: Entry): void {
    const text = entry.text()
    this.publishedAuthors = this.known.get(text) ?? new Set([entry.author])
    const kept = [...this.#texts.values()].map((one) => [one, this.known.get(one)] as const)
    this.known = new Map(kept.flatMap(([one, authors]) => (authors ? [[one, authors]] : [])))
    this.known.set(text, new Set())
    this.editors = new Set([...this.known.values()].flatMap((authors) => [...authors]))
  }
}

/**
 * The last publication but one or earlier after which there was no draft and no version: nothing
 * from before it can count any more.
 */
function beginningOf(publications: readonly Entry[], forms: readonly Entry[][]): Entry | undefined {
  return publications
    .slice(0, -1)
    .findLast(
      ({timestamp}) =>
        !forms.some(
          (entries) => entries.findLast((entry) => entry.timestamp <= timestamp)?.isThere,
        ),
    )
}

function discardedAt(entries: readonly Entry[]): string {
  const there = new Set<string>()
  let discarded = ''
  for (const [timestamp, together] of inTime(entries)) {
    const before = there.size
    for (const {form, isThere} of together) {
      if (isThere) there.add(form)
      else there.delete(form)
    }
    if (before > 0 && there.size === 0) discarded = timestamp
  }
  return discarded
}

/** A copy made while the text was there keeps it, too. */
function isKeptSince(forms: readonly Entry[][], text: string, time: string): boolean {
  const holders = new Set(
    forms.flatMap((entries) => {
      const last = entries.findLast(({timestamp}) => timestamp <= time)
      return last?.text() === text ? [last.form] : []
    }),
  )
  for (const [, together] of inTime(forms.flat().filter(({timestamp}) => timestamp > time))) {
    const before = holders.size
    for (const entry of together) {
      if (entry.text() !== text) holders.delete(entry.form)
      else if (before > 0) holders.add(entry.form)
    }
  }
  return holders.size > 0
}

/** Entries by the time of their transaction, oldest first. */
function inTime(entries: readonly Entry[]): [string, Entry[]][] {
  return [...Map.groupBy(entries, ({timestamp}) => timestamp)].toSorted(([left], [right]) =>
    left < right ? -1 : 1,
  )
}

function entriesOf(document: DocumentHistory, id: string, form: string): Entry[] {
  return document.history(id).map(({author, timestamp, before, after}) => {
    let digest: string | undefined
    const text = () => (digest ??= after ? contentDigest(after) : '')
    const textBefore = () => (before ? contentDigest(before) : '')
    return {form, author, timestamp, isThere: after !== null, text, textBefore}
  })
}
