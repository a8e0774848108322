import {Access} from '../auth/access.ts'
import type {Caller} from '../auth/caller.ts'
import {fullGrants} from '../auth/roles.ts'
import type {Dataset} from '../dataset.ts'
import {transact} from '../mutate/transact.ts'

/** Documents in one transaction. */
const BATCH = 50

/**
 * Brings the `url` of every asset in step with the address of the lake, which may have another port
 * than on the day of the upload. Exporters and sites read the address from the document.
 */
export function keepAssetAddresses(dataset: Dataset, origin: string, clock: () => Date): void {
  const outdated = ['sanity.imageAsset', 'sanity.fileAsset']
    .flatMap((type) => dataset.store.ofType(type))
    .flatMap(({_id, path, url}) => {
      const own = `/${String(path)}`
      const isOwn = typeof url === 'string' && URL.canParse(url) && new URL(url).pathname === own
      return isOwn && url !== origin + own ? [{id: _id, url: origin + own}] : []
    })
  const caller = lakeItself(dataset)
  for (let start = 0; start < outdated.length; start += BATCH) {
    const operations = outdated
      .slice(start, start + BATCH)
      .map(({id, url}) => ({patch: {id, set: {url}}}))
    // What the lake says about itself is not for the guard, which decides on what people write.
    transact(
      {dataset, caller, guard: undefined, clock},
      {kind: 'mutation', operations, dryRun: false},
      (state, operation) => {
        const {id, set} = (operation as (typeof operations)[number]).patch
        state.patch(id, {set})
      },
    )
  }
}

export const LAKE_USER_ID = '_lake'

function lakeItself({projectId, name}: Dataset): Caller {
  const access = new Access(fullGrants, {identity: LAKE_USER_ID, projectId, dataset: name})
  return {
    id: LAKE_USER_ID,
    isAnonymous: false,
    roles: [],
    by: 'nothing',
    access: () => access,
    isCurrent: () => true,
  }
}
