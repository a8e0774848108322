import {isPartialDate, partialDateMessage} from './partial-date.ts'

/**
 * Validation of the date of a decision. An approval or a withdrawal without one cannot be told from
 * a rumor; a review that goes on, or a drug that is no longer sold, often has none to give.
 */
export function checkApprovalDate(
  date: string | undefined,
  status: string | undefined,
): true | string {
  if (date) return isPartialDate(date) ? true : partialDateMessage
  return status === 'approved' || status === 'withdrawn'
    ? 'This needs the date of the decision. If the source has none, leave the approval out.'
    : true
}
