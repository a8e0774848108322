import {paperCitations} from './citations/papers.ts'
import {webPageCitations} from './citations/web-pages.ts'

/** Every source that the sample texts cite. */
export const citations = [...paperCitations, ...webPageCitations]
