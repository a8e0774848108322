import {request} from 'node:http'

import type {OperatorAnswer} from './operator-server.ts'
import type {Operator} from './operator.ts'

/**
 * Operates a lake that runs in another process, by its operator socket.
 *
 * @returns `undefined` when no lake answers there
 */
export async function connectOperator(socketPath: string): Promise<Operator | undefined> {
  const ask = async <Result>(method: string, ...values: unknown[]): Promise<Result> => {
    const answer = await send(socketPath, method, values)
    if ('result' in answer) return answer.result as Result
    const {isRange, message} = answer.error
    throw isRange ? new RangeError(message) : new Error(message)
  }
  const operator: Operator = {
    address: () => ask('address'),
    users: () => ask('users'),
    addUser: (user) => ask('addUser', user),
    removeUser: (userId) => ask('removeUser', userId),
    roles: () => ask('roles'),
    saveRole: (role) => ask('saveRole', role),
    removeRole: (name) => ask('removeRole', name),
    createToken: (userId, options) => ask('createToken', userId, options),
    tokens: () => ask('tokens'),
    revokeToken: (id) => ask('revokeToken', id),
    signInLink: (userId) => ask('signInLink', userId),
    backup: (file) => ask('backup', file),
  }
  try {
    await operator.roles()
    return operator
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return undefined
    throw error
  }
}

function send(
  socketPath: string,
  method: string,
  values: readonly unknown[],
): Promise<OperatorAnswer> {
  return new Promise((resolve, reject) => {
    const options = {socketPath, path: `/${method}`, method: 'POST', agent: false}
    const outgoing = request(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString()) as OperatorAnswer)
        } catch (error) {
          reject(error)
        }
      })
    })
    outgoing.on('error', reject)
    outgoing.end(JSON.stringify(values))
  })
}
