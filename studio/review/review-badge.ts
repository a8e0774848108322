import type {DocumentBadgeComponent} from 'sanity'

import {explain, stateWording} from './review-wording.ts'
import {useReview} from './use-review.ts'

const colors = {
  default: undefined,
  primary: 'primary',
  positive: 'success',
  caution: 'warning',
  critical: 'danger',
} as const

/** The state of the review, beside the document's title; who and when on pointing at it. */
export const reviewBadge: DocumentBadgeComponent = ({id, type, draft, published}) => {
  const {status, isKnown, nameOf, person} = useReview({id, type, draft, published})
  if (!isKnown) return null
  const {title, tone} = stateWording[status.state]
  const color = status.emergency ? 'danger' : colors[tone]
  return {
    label: status.emergency ? 'Published in an emergency' : title,
    title: explain(status, nameOf, person),
    ...(color ? {color} : {}),
  }
}
