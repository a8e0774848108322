import type {StructureResolver} from 'sanity/structure'

import {ReviewQueue} from '../review/review-queue.tsx'

/** The Studio's first column: what people come to do, not what the types are called. */
export const deskStructure: StructureResolver = (S) =>
  S.list()
    .title('Content')
    .items([
      S.listItem()
        .id('waiting-for-review')
        .title('Waiting for review')
        .child(S.component(ReviewQueue).id('waiting-for-review').title('Waiting for review')),
      S.divider(),
      S.documentTypeListItem('page').title('Pages'),
      S.listItem()
        .id('therapies-by-class')
        .title('Therapies by drug class')
        .child(
          // A documentTypeList would answer the intent to edit a drug class with a list of therapies.
          S.documentList()
            .id('drug-classes-with-therapies')
            .title('Drug classes')
            .schemaType('drugClass')
            .filter('_type == "drugClass"')
            .apiVersion('2025-02-19')
            .defaultOrdering([{field: 'name', direction: 'asc'}])
            .canHandleIntent(() => false)
            .child((drugClassId) =>
              S.documentList()
                .id(`therapies-${drugClassId}`)
                .title('Therapies')
                .schemaType('therapy')
                .filter('_type == "therapy" && drugClass._ref == $drugClassId')
                .params({drugClassId})
                .apiVersion('2025-02-19'),
            ),
        ),
      S.documentTypeListItem('therapy').title('All therapies'),
      S.documentTypeListItem('drugClass').title('Drug classes'),
      S.documentTypeListItem('sideEffect').title('Side effects'),
      S.divider(),
      S.documentTypeListItem('citation').title('Citations'),
    ])
