import type {DocumentRule} from '@sanity/types'

import {citedSourcesAreSound} from './citation-checks.ts'
import {requireSource} from './has-source.ts'

/** What every text that readers see has to keep: it has sources, and they hold. */
export function textRules(rule: DocumentRule) {
  return [
    rule.custom(requireSource),
    rule.custom(citedSourcesAreSound('error')),
    rule.custom(citedSourcesAreSound('warning')).warning(),
  ]
}
