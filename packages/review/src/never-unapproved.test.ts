import fc from 'fast-check'
import {expect, test} from 'vitest'

import {createPublicationGuard} from './publication-guard.ts'
import {type Someone, TestStore} from './test-store.ts'

/*
 * A second opinion on the guard: a model that keeps plain texts, knows nothing of digests, and says
 * after every publication whether it was in order.
 */

const people: Someone[] = [
  {id: 'wanda', roles: ['writer']},
  {id: 'rita', roles: ['reviewer']},
  {id: 'rolf', roles: ['reviewer']},
  {id: 'ada', roles: ['administrator']},
  {id: 'otto', roles: ['administrator', 'reviewer']},
]
const forms = ['drafts.t', 'versions.r1.t', 'versions.r2.t'] as const
const texts = ['A', 'B'] as const

type Form = (typeof forms)[number]
type Command =
  | {do: 'edit'; form: Form; text: string}
  | {do: 'discard'; form: Form}
  | {do: 'copy'; form: Form; from: Form}
  | {do: 'submit' | 'approve' | 'requestChanges' | 'emergency' | 'publish'; form: Form}
  | {do: 'write'; text: string}
  | {do: 'withdraw' | 'reapprove' | 'delete'}

const anyForm = fc.oneof(
  {weight: 5, arbitrary: fc.constant(forms[0])},
  {weight: 1, arbitrary: fc.constantFrom(...forms)},
)
const anyText = fc.constantFrom(...texts)
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({do: fc.constant('edit' as const), form: anyForm, text: anyText}),
  },
  {weight: 1, arbitrary: fc.record({do: fc.constant('discard' as const), form: anyForm})},
  {
    weight: 1,
    arbitrary: fc.record({do: fc.constant('copy' as const), form: anyForm, from: anyForm}),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...(['submit', 'approve', 'requestChanges', 'emergency', 'publish'] as const),
      ),
      form: anyForm,
    }),
  },
  {weight: 2, arbitrary: fc.record({do: fc.constant('write' as const), text: anyText})},
  {
    weight: 1,
    arbitrary: fc.record({do: fc.constantFrom(...(['withdraw', 'reapprove', 'delete'] as const))}),
  },
)
const anyTurn = fc.record({who: fc.constantFrom(...people), command: anyCommand})

/** What happened, in the words of the rule. */
class Model {
  readonly #forms = new Map<Form, {text: string}>()
  #published: string | undefined
  /** Whose edits led to each text that was there since the last publication. */
  #authors = new Map<string, ReadonlySet<string>>()
  /** `heldBy` are the forms that have kept the text ever since. */
  #decisions: {text: string; kind: string; by: Someone; heldBy: Set<Form>}[] = []
  publications = 0
  emergencies = 0

  apply(who: Someone, command: Command): void {
    switch (command.do) {
      case 'edit':
        this.#write(who, command.form, command.text)
        break
      case 'copy': {
        const source = this.#forms.get(command.from)
        if (source) this.#write(who, command.form, source.text)
        break
      }
      case 'discard':
        this.#remove(command.form)
        break
      case 'submit':
      case 'approve':
      case 'requestChanges':
      case 'emergency': {
        const subject = this.#forms.get(command.form)
        if (!subject) break
        const {text} = subject
        const heldBy = new Set(
          [...this.#forms].flatMap(([f, known]) => (known.text === text ? [f] : [])),
        )
        this.#decisions.push({text, kind: command.do, by: who, heldBy})
        break
      }
      case 'publish': {
        const source = this.#forms.get(command.form)
        if (!source) break
        this.#forms.delete(command.form)
        this.#publish(who, source.text)
        this.#remove(command.form)
        break
      }
      case 'write':
        this.#publish(who, command.text)
        break
      case 'withdraw':
      case 'delete':
        this.#published = undefined
        break
      case 'reapprove':
        break
      default:
        command satisfies never
    }
  }

  #write(who: Someone, form: Form, text: string): void {
    if (!this.#authors.has(text)) {
      const earlier = this.#authors.get(this.#forms.get(form)?.text ?? '') ?? []
      this.#authors.set(text, new Set([...earlier, who.id]))
    }
    this.#forms.set(form, {text})
    for (const {heldBy, text: decided} of this.#decisions) {
      if (decided !== text) heldBy.delete(form)
      else if (heldBy.size > 0) heldBy.add(form)
    }
  }

  #remove(form: Form): void {
    this.#forms.delete(form)
    for (const {heldBy} of this.#decisions) heldBy.delete(form)
  }

  #publish(who: Someone, text: string): void {
    if (text === this.#published) return
    this.publications += 1
    const about = this.#decisions.filter((decision) => decision.text === text)
    const isDecidedInEmergency = about.some(
      ({kind, by}) => kind === 'emergency' && by.roles.includes('administrator'),
    )
    const judgments = about.filter(({kind}) => kind !== 'emergency')
    const isApproved =
      judgments.at(-1)?.kind === 'approve' &&
      judgments.some(
        ({kind, by, heldBy}) =>
          kind === 'approve' &&
          by.roles.includes('reviewer') &&
          !this.#authors.get(text)?.has(by.id) &&
          heldBy.size > 0,
      )
    if (!isApproved) {
      this.emergencies += 1
      expect(isDecidedInEmergency && who.roles.includes('administrator')).toBe(true)
    }
    this.#published = text
    this.#decisions = []
    const living = [...this.#forms.values()].map((form) => form.text)
    this.#authors = new Map([...this.#authors].filter(([one]) => living.includes(one)))
    this.#authors.set(text, new Set())
  }
}

function run(store: TestStore, who: Someone, command: Command): string[] {
  switch (command.do) {
    case 'edit':
      return store.edit(who, command.text, command.form)
    case 'discard':
      return store.commit(who, {[command.form]: null})
    case 'copy': {
      const source = store.documents.get(command.from)
      return source
        ? store.commit(who, {[command.form]: {...source, _id: command.form}})
        : ['no source']
    }
    case 'submit':
    case 'approve':
      return store.step(who, command.do, undefined, command.form)
    case 'requestChanges':
    case 'emergency':
      return store.step(who, command.do, 'a reason', command.form)
    case 'publish':
      return store.publish(who, command.form)
    case 'write':
      return store.edit(who, command.text, 't')
    case 'withdraw':
      return store.step(who, 'withdraw', undefined, 't')
    case 'reapprove':
      return store.step(who, 'approve', undefined, 't')
    case 'delete':
      return store.commit(who, {t: null})
    default:
      return command satisfies never
  }
}

test('no sequence of edits, submissions, approvals and publications publishes unapproved text', () => {
  let publications = 0
  let emergencies = 0
  fc.assert(
    fc.property(fc.array(anyTurn, {minLength: 20, maxLength: 60, size: 'max'}), (turns) => {
      const guard = createPublicationGuard({reviewedTypes: ['therapy']})
      const store = new TestStore(guard)
      const model = new Model()
      for (const {who, command} of turns) {
        if (run(store, who, command).length === 0) model.apply(who, command)
      }
      publications += model.publications
      emergencies += model.emergencies
    }),
    {numRuns: 2_000},
  )
  // The test means something only where sequences get as far as a publication.
  expect(publications - emergencies).toBeGreaterThan(40)
  expect(emergencies).toBeGreaterThan(40)
}, 120_000)

test('the model notices a guard that forgets who edited', () => {
  const guard = createPublicationGuard({reviewedTypes: ['therapy']})
  const store = new TestStore((transaction) =>
    guard({
      ...transaction,
      history: (id) => transaction.history(id).map((entry) => ({...entry, author: 'nobody'})),
    }),
  )
  const model = new Model()
  const rita = {id: 'rita', roles: ['reviewer']}
  const wanda = {id: 'wanda', roles: ['writer']}
  const form = 'drafts.t'
  const turns: [Someone, Command][] = [
    [rita, {do: 'edit', form, text: 'A'}],
    [wanda, {do: 'submit', form}],
    [rita, {do: 'approve', form}],
  ]
  for (const [who, command] of turns) {
    expect(run(store, who, command)).toEqual([])
    model.apply(who, command)
  }
  expect(run(store, rita, {do: 'publish', form})).toEqual([])
  expect(() => model.apply(rita, {do: 'publish', form})).toThrow()
})
