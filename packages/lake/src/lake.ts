import type {Server} from 'node:http'

import {Accounts, type TokenOptions} from './auth/accounts.ts'
import {Gate} from './auth/gate.ts'
import {createApp} from './app.ts'
import {Dataset} from './dataset.ts'
import type {LakeContext} from './lake-context.ts'
import {localOperator} from './operator/local-operator.ts'
import {serveOperator} from './operator/operator-server.ts'
import type {Operator} from './operator/operator.ts'
import type {LakeOptions} from './options.ts'
import {ReleaseScheduler} from './releases/release-scheduler.ts'
import {LakeServer} from './server.ts'
import {settingsFrom} from './settings.ts'
import {Store} from './store/store.ts'
import {type HistoryCheck, verifyHistory} from './store/verify-history.ts'

/** A running Content Lake. */
export interface Lake {
  /** Answers any request of the API, without a port. */
  fetch(request: Request): Promise<Response>
  /**
   * Opens a port; 0 takes a free one.
   *
   * @param options.host - default 127.0.0.1
   * @throws {Error} the system's error, for example with code `EADDRINUSE`
   * @throws {RangeError} when `demoSignIn` would be open to other machines
   */
  listen(options: {port: number; host?: string}): Promise<{url: string; port: number}>
  /**
   * A new bearer token. It is shown only here; the lake keeps a hash of it.
   *
   * @throws {RangeError} when the user is not declared
   */
  mintToken(userId: string, options?: TokenOptions): string
  /** Revokes every token of this label. */
  revokeTokens(label: string): void
  /** An address that signs its visitor in, for as long as the process lives. */
  signInLink(userId: string, baseUrl: string): string
  /** People, roles, tokens and backups. */
  readonly operator: Operator
  /**
   * Answers the operator on a socket without an address on the network, for the owner of its folder.
   * The folder is made, and is closed to everyone else, so it has to be for the socket alone.
   */
  serveOperator(socketPath: string): Promise<void>
  /** Checks the whole history for changes that did not come through the lake. */
  verifyHistory(): HistoryCheck
  close(): Promise<void>
}

/**
 * Opens the file, and creates it if need be.
 *
 * @throws {RangeError} when an option cannot be used
 * @throws {Error} when another process has the file open
 */
export function createLake(options: LakeOptions): Lake {
  const settings = settingsFrom(options)
  const store = new Store(options.file)
  const datasets = new Map(
    [settings.dataset, settings.addonDataset].map((name) => [
      name,
      new Dataset(settings.projectId, store.dataset(name), {
        timeBudgetMs: settings.queryTimeoutMs,
      }),
    ]),
  )
  const accounts = new Accounts(settings, store)
  const gate = new Gate(settings)
  const {guard, clock, log} = settings
  for (const dataset of datasets.values()) {
    const callerFor = (userId: string) => accounts.callerWithId(userId)
    new ReleaseScheduler(dataset, {guard, clock, log, callerFor}).start()
  }
  const context: LakeContext = {settings, store, accounts, gate, datasets}
  const app = createApp(context)
  const fetch = async (request: Request) => app.fetch(request)
  const server = new LakeServer(context, fetch)
  const operator = localOperator({
    settings,
    store,
    accounts,
    url: () => settings.publicUrl ?? server.url,
  })
  let operatorServer: Server | undefined
  let closing: Promise<void> | undefined

  async function close(): Promise<void> {
    for (const dataset of datasets.values()) await dataset.close()
    await server.close()
    operatorServer?.close()
    operatorServer?.closeAllConnections()
    store.close()
  }

  return {
    fetch,
    listen: (address) => server.listen(address),
    mintToken: (userId, tokenOptions) => accounts.mintToken(userId, tokenOptions).token,
    revokeTokens: (label) => {
      store.accounts.deleteLabelled(label)
      accounts.refresh()
    },
    signInLink: (userId, baseUrl) =>
      `${baseUrl.replace(/\/+$/, '')}/v1/auth/link?sid=${accounts.mintSignInId(userId)}`,
    operator,
    serveOperator: async (socketPath) => {
      operatorServer = await serveOperator(operator, socketPath)
    },
    verifyHistory: () => verifyHistory(store),
    close: () => (closing ??= close()),
  }
}
