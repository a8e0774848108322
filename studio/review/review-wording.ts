import type {ReviewState} from '@net-therapies/review'

/** What the Studio says about each state, to a writer and to a reviewer alike. */
export const reviewWording: Record<ReviewState, {title: string; next: string}> = {
  'nothing-to-review': {title: 'No changes', next: 'There is nothing to review.'},
  draft: {title: 'Draft', next: 'Submit it for review when the text is ready.'},
  'in-review': {title: 'Waiting for review', next: 'A second person reads it now.'},
  'changes-requested': {title: 'Changes requested', next: 'Change the text, then submit it again.'},
  approved: {title: 'Approved', next: 'It can be published as it stands.'},
  'changed-since-submitted': {
    title: 'Changed since submitted',
    next: 'The text was edited after it was submitted. Submit it again.',
  },
}
