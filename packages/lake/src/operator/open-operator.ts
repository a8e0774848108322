import {existsSync} from 'node:fs'

import {Accounts} from '../auth/accounts.ts'
import type {LakeOptions} from '../options.ts'
import {settingsFrom} from '../settings.ts'
import {Store} from '../store/store.ts'
import {type HistoryCheck, verifyHistory} from '../store/verify-history.ts'
import {localOperator} from './local-operator.ts'
import type {Operator} from './operator.ts'

/**
 * Operates on the file of a lake that does not run. Nothing is published meanwhile, whatever is due.
 *
 * @throws {RangeError} when there is no such file
 * @throws {Error} when a lake runs on it
 */
export function openOperator(
  options: Pick<LakeOptions, 'file' | 'projectId' | 'dataset' | 'users' | 'roles'>,
): {operator: Operator; close: () => void} {
  if (!existsSync(options.file)) throw new RangeError(`there is no file ${options.file}`)
  const settings = settingsFrom({users: [], ...options})
  const store = new Store(options.file)
  const accounts = new Accounts(settings, store)
  const operator = localOperator({settings, store, accounts, url: () => undefined})
  return {operator, close: () => store.close()}
}

/**
 * Checks the history of a lake that does not run.
 *
 * @throws {RangeError} when there is no such file
 * @throws {Error} when a lake runs on it
 */
export function verifyLakeFile(file: string): HistoryCheck {
  if (!existsSync(file)) throw new RangeError(`there is no file ${file}`)
  const store = new Store(file)
  try {
    return verifyHistory(store)
  } finally {
    store.close()
  }
}
