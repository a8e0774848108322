import type {CommitGuard, GuardProblem, PendingTransaction} from '@net-therapies/lake'
import {contentDigest, createPublicationGuard} from '@net-therapies/review'
import {composedSections, reviewedTypes} from '@net-therapies/schemas'
import {type ContentCheck, createContentCheck, relatedDocuments} from '@net-therapies/schemas/check'

/** One thread checks the content of all lakes of the process; it does not keep the process alive. */
let contentCheck: ContentCheck | undefined

/**
 * Makes what a lake for net-therapies asks before every commit: that a second person approved what
 * becomes public, and that it keeps to the rules of the schema, whichever way it comes in.
 */
export function createLakeGuard(): CommitGuard {
  const isApproved = createPublicationGuard({reviewedTypes, sections: composedSections})
  const check = (contentCheck ??= createContentCheck())
  return (transaction) => [...isApproved(transaction), ...contentProblems(transaction, check)]
}

function contentProblems(transaction: PendingTransaction, check: ContentCheck): GuardProblem[] {
  const {changes, get, ofType} = transaction
  return changes.flatMap(({id, before, after}) => {
    const isPublic = after !== null && !/^(?:drafts|versions)\./u.test(id)
    if (!isPublic || !reviewedTypes.some((type) => type === after._type)) return []
    if (before && contentDigest(before) === contentDigest(after)) return []
    const problems = check.problems({
      document: after,
      related: relatedDocuments(after, {get, ofType}),
    })
    if (problems.length === 0) return []
    return [{documentId: id, message: `This cannot be published yet. ${problems.join(' ')}`}]
  })
}
