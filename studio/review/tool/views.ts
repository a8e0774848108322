import type {QueueItem} from '@net-therapies/review'

/** A part of the queue that people look at. */
export interface QueueView {
  name: 'mine' | 'all' | 'overdue' | 'emergency'
  title: string
  /** Said when nothing is in it. */
  empty: string
  has: (item: QueueItem) => boolean
}

export const queueViews: readonly QueueView[] = [
  {
    name: 'mine',
    title: 'Mine',
    empty: 'Nothing waits for you, and nothing that you submitted is on its way.',
    has: ({isMine}) => isMine,
  },
  {name: 'all', title: 'All', empty: 'Nothing waits for anybody.', has: () => true},
  {
    name: 'overdue',
    title: 'Overdue',
    empty: 'Every page was read again in time.',
    has: ({reasons}) => reasons.includes('overdue'),
  },
  {
    name: 'emergency',
    title: 'Emergencies',
    empty: 'Every page that was published in an emergency has been reviewed since.',
    has: ({reasons}) => reasons.includes('emergency'),
  },
]
