import type {Accounts} from './auth/accounts.ts'
import type {Caller} from './auth/caller.ts'
import type {Gate} from './auth/gate.ts'
import type {Dataset} from './dataset.ts'
import {notFound, unauthorized} from './errors.ts'
import type {Settings} from './options.ts'
import type {Store} from './store/store.ts'

/** What the routes work with. */
export interface LakeContext {
  settings: Settings
  store: Store
  accounts: Accounts
  gate: Gate
  datasets: ReadonlyMap<string, Dataset>
}

/** What is known about a request before a route gets it. */
export interface LakeEnv {
  Variables: {caller: Caller; apiVersion: string; port: string}
}

/** @throws {LakeError} 404 */
export function requireDataset({datasets}: LakeContext, name: string): Dataset {
  const dataset = datasets.get(name)
  if (!dataset) throw notFound(`there is no dataset "${name}" in this lake`)
  return dataset
}

/** @throws {LakeError} 401 */
export function requireSignedIn(caller: Caller): Caller {
  if (caller.isAnonymous) throw unauthorized('this needs a token or a signed-in session')
  return caller
}
