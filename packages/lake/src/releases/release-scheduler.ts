import {Access} from '../auth/access.ts'
import type {Caller} from '../auth/caller.ts'
import {fullGrants} from '../auth/roles.ts'
import type {Dataset} from '../dataset.ts'
import {LakeError} from '../errors.ts'
import {publishScheduledRelease} from '../mutate/actions/release-actions.ts'
import type {CommitGuard} from '../mutate/guard.ts'
import {transact} from '../mutate/transact.ts'
import {
  isRelease,
  isReleaseDocumentId,
  RELEASE_TYPE,
  type ReleaseDocument,
} from './release-document.ts'

/** The clock may be set and the machine may sleep, so the wait is never longer than this. */
const LONGEST_WAIT_MS = 30_000

export interface SchedulerContext {
  guard: CommitGuard | undefined
  clock: () => Date
  log: (line: string) => void
  /** A caller with the rights of a person; `undefined` when there is no such person any more. */
  callerFor: (userId: string) => Caller | undefined
}

/**
 * Publishes scheduled releases when their time has come, in the name of the person who scheduled
 * them and with that person's rights at that time. What is due is read from the documents, so
 * nothing is lost by a restart, and what came due in the meantime is published at the start.
 *
 * A release that cannot be published goes back to `active` with the reason in `error.message`.
 */
export class ReleaseScheduler {
  readonly #dataset: Dataset
  readonly #context: SchedulerContext
  /** Revisions of releases that could be neither published nor given back. */
  readonly #stuck = new Set<string>()
  /** Nobody needs a right for the reason why a release was not published. */
  readonly #ownAccess: Access
  #timer: NodeJS.Timeout | undefined
  #unsubscribe: (() => void) | undefined

  constructor(dataset: Dataset, context: SchedulerContext) {
    this.#dataset = dataset
    this.#context = context
    this.#ownAccess = new Access(fullGrants, {
      identity: '',
      projectId: dataset.projectId,
      dataset: dataset.name,
    })
  }

  start(): void {
    this.#unsubscribe = this.#dataset.commits.subscribe({
      next: ({changes}) => {
        if (changes.some(({id}) => isReleaseDocumentId(id))) this.#arm()
      },
      end: () => this.stop(),
    })
    this.#publishDue()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#unsubscribe?.()
  }

  #publishDue(): void {
    const now = this.#context.clock().toISOString()
    for (const {release, publishAt} of this.#scheduled()) {
      if (publishAt <= now) this.#publish(release)
    }
    this.#arm()
  }

  /** Earliest first. */
  #scheduled(): {release: ReleaseDocument; publishAt: string}[] {
    return this.#dataset.store
      .ofType(RELEASE_TYPE)
      .flatMap((release) => {
        const {publishAt} = release
        return isRelease(release) &&
          release.state === 'scheduled' &&
          typeof publishAt === 'string' &&
          !this.#stuck.has(release._rev)
          ? [{release, publishAt}]
          : []
      })
      .sort((a, b) => (a.publishAt < b.publishAt ? -1 : 1))
  }

  #arm(): void {
    clearTimeout(this.#timer)
    const [next] = this.#scheduled()
    if (!next) return
    const wait = Date.parse(next.publishAt) - this.#context.clock().getTime()
    this.#timer = setTimeout(() => this.#publishDue(), Math.min(Math.max(wait, 0), LONGEST_WAIT_MS))
    this.#timer.unref()
  }

  #publish(release: ReleaseDocument): void {
    const userId = this.#scheduledBy(release)
    const caller = this.#context.callerFor(userId)
    try {
      if (!caller) throw new LakeError('forbidden', noLongerHere(userId), {status: 403})
      this.#transact(caller, release, (state) => publishScheduledRelease(state, release.name))
    } catch (error) {
      if (!(error instanceof LakeError)) this.#log(release, error)
      this.#giveBack(release, userId, reasonOf(error))
    }
  }

  #giveBack(release: ReleaseDocument, userId: string, message: string): void {
    const author: Caller = {
      id: userId,
      isAnonymous: false,
      roles: [],
      by: 'nothing',
      access: () => this.#ownAccess,
      isCurrent: () => true,
    }
    try {
      this.#transact(author, release, (state) =>
        state.patch(release._id, {
          set: {state: 'active', error: {message}},
          unset: ['publishAt'],
        }),
      )
    } catch (error) {
      this.#stuck.add(release._rev)
      this.#log(release, error)
    }
  }

  #transact(caller: Caller, release: ReleaseDocument, run: Parameters<typeof transact>[2]): void {
    const {guard, clock} = this.#context
    const operation = {
      actionType: 'sanity.action.release.publish',
      releaseId: release.name,
      scheduledFor: release['publishAt'],
    }
    transact(
      {dataset: this.#dataset, caller, guard, clock},
      {kind: 'action', operations: [operation], dryRun: false},
      run,
    )
  }

  #scheduledBy({_id}: ReleaseDocument): string {
    const scheduling = this.#dataset.store
      .revisionsOf(_id)
      .findLast(
        ({before, after}) => after?.['state'] === 'scheduled' && before?.['state'] !== 'scheduled',
      )
    return scheduling?.author ?? ''
  }

  #log({name}: ReleaseDocument, error: unknown): void {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.#context.log(`the scheduled release "${name}" was not published: ${reason}`)
  }
}

function noLongerHere(userId: string): string {
  return userId === ''
    ? 'It is not known who scheduled it. Schedule it again.'
    : `"${userId}", who scheduled it, is not a user of this lake any more. Somebody else has to schedule it.`
}

function reasonOf(error: unknown): string {
  if (!(error instanceof LakeError)) return 'The lake failed; its log says why.'
  const messages = (error.items ?? []).map((item) => item.error.description)
  return messages.length > 0 ? messages.join('\n') : error.message
}
