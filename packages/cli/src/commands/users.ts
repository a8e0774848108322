import {readFile} from 'node:fs/promises'
import {parseArgs} from 'node:util'

import type {LakeRole, LakeUser, Operator} from '@net-therapies/lake'

import {CommandError, usageError} from '../command-error.ts'
import {reservedUserIds} from '../demo-users.ts'
import {operate} from '../operate.ts'
import {table} from '../table.ts'

const options = {
  data: {type: 'string', default: '.data'},
  name: {type: 'string'},
  email: {type: 'string'},
  role: {type: 'string'},
  robot: {type: 'boolean', default: false},
  label: {type: 'string'},
  expires: {type: 'string'},
  json: {type: 'boolean', default: false},
} as const

type Values = ReturnType<typeof parse>['values']

interface Subcommand {
  usage: string
  /** How many words it takes besides its own name. */
  words: 0 | 1
  run: (operator: Operator, words: string[], values: Values) => Promise<void>
}

function parse(args: string[]) {
  return parseArgs({args, options, allowPositionals: true})
}

const subcommands = new Map<string, Subcommand>([
  ['list', {usage: 'users list', words: 0, run: listUsers}],
  ['add', {usage: 'users add ID --name NAME --role ROLE', words: 1, run: addUser}],
  ['remove', {usage: 'users remove ID', words: 1, run: removeUser}],
  ['link', {usage: 'users link ID', words: 1, run: link}],
  ['token create', {usage: 'users token create ID', words: 1, run: createToken}],
  ['token list', {usage: 'users token list', words: 0, run: listTokens}],
  ['token revoke', {usage: 'users token revoke TOKEN-ID', words: 1, run: revokeToken}],
  ['role list', {usage: 'users role list', words: 0, run: listRoles}],
  ['role add', {usage: 'users role add FILE', words: 1, run: addRole}],
  ['role remove', {usage: 'users role remove NAME', words: 1, run: removeRole}],
])

/** `users`: the people, programs, tokens and roles of a lake, whether it runs or not. */
export async function users(args: string[]): Promise<number> {
  const {values, positionals} = parse(args)
  const [first = '', second = ''] = positionals
  const isNested = first === 'token' || first === 'role'
  const subcommand = subcommands.get(isNested ? `${first} ${second}` : first)
  if (!subcommand) {
    throw usageError(
      `“users” takes ${[...subcommands.keys()].join(', ')}. See “net-therapies help users”.`,
    )
  }
  const words = positionals.slice(isNested ? 2 : 1)
  if (words.length !== subcommand.words) throw usageError(`usage: ${subcommand.usage}.`)
  await operate(values.data, (operator) => subcommand.run(operator, words, values))
  return 0
}

async function listUsers(operator: Operator, _: string[], {json}: Values): Promise<void> {
  const found = await operator.users()
  const rows = found.map(({id, name, email, role, isRobot, isDeclared}) => [
    id,
    name,
    email,
    role,
    [...(isRobot ? ['program'] : []), ...(isDeclared ? ['built in'] : [])].join(', '),
  ])
  print(json ? found : table(['id', 'name', 'email', 'role', ''], rows))
}

async function addUser(operator: Operator, [id = '']: string[], values: Values): Promise<void> {
  const {name, role, email = '', robot: isRobot} = values
  if (name === undefined || role === undefined) {
    throw usageError('“users add” needs --name and --role.')
  }
  if (reservedUserIds.includes(id)) {
    throw usageError(`“${id}” is the id of a demo user. Choose another one.`)
  }
  const user: LakeUser = {id, name, role, email, isRobot}
  await operator.addUser(user)
  const next = isRobot ? `users token create ${id}` : `users link ${id}`
  print(`${id} is added. Next: net-therapies ${next}\n`)
}

async function removeUser(operator: Operator, [id = '']: string[]): Promise<void> {
  await operator.removeUser(id)
  print(`${id} is removed, with all sessions and tokens.\n`)
}

async function link(operator: Operator, [id = '']: string[]): Promise<void> {
  print(`${await operator.signInLink(id)}\n`)
  process.stderr.write('The link signs in once, within a day. Whoever opens it is that person.\n')
}

async function createToken(operator: Operator, [id = '']: string[], values: Values): Promise<void> {
  const {label, expires, json} = values
  const expiresAt = expires === undefined ? undefined : timeFrom(expires)
  const created = await operator.createToken(id, {
    ...(label === undefined ? {} : {label}),
    ...(expiresAt === undefined ? {} : {expiresAt}),
  })
  print(json ? {...created, expiresAt} : `${created.token}\n`)
  process.stderr.write(`This token is shown only now. Its id, to revoke it, is ${created.id}.\n`)
}

async function listTokens(operator: Operator, _: string[], {json}: Values): Promise<void> {
  const found = await operator.tokens()
  const rows = found.map(({id, userId, label = '', createdAt, expiresAt = 'never'}) => [
    id,
    userId,
    label,
    createdAt,
    expiresAt,
  ])
  print(json ? found : table(['id', 'user', 'label', 'created', 'expires'], rows))
}

async function revokeToken(operator: Operator, [id = '']: string[]): Promise<void> {
  await operator.revokeToken(id)
  print(`${id} is revoked.\n`)
}

async function listRoles(operator: Operator, _: string[], {json}: Values): Promise<void> {
  const found = await operator.roles()
  const rows = found.map(({name, title, grants}) => [
    name,
    title,
    grants.map(({filter, permissions}) => `${permissions.join('+')} where ${filter}`).join('; '),
  ])
  print(json ? found : table(['name', 'title', 'grants'], rows))
}

async function addRole(operator: Operator, [file = '']: string[]): Promise<void> {
  let role: unknown
  try {
    role = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CommandError(`${file} cannot be read as JSON: ${reason}.`, 1, {cause: error})
  }
  await operator.saveRole(role as LakeRole)
  print('The role is saved.\n')
}

async function removeRole(operator: Operator, [name = '']: string[]): Promise<void> {
  await operator.removeRole(name)
  print(`${name} is removed.\n`)
}

/** A time, or how long from now: `90d`, `12h`. */
function timeFrom(text: string): string {
  const [, amount, unit] = /^(\d{1,4})([hd])$/u.exec(text) ?? []
  if (amount !== undefined) {
    const hours = Number(amount) * (unit === 'd' ? 24 : 1)
    return new Date(Date.now() + hours * 3_600_000).toISOString()
  }
  const time = Date.parse(text)
  if (!/^\d{4}-\d{2}-\d{2}/u.test(text) || Number.isNaN(time)) {
    throw usageError(`--expires takes 90d, 12h or a date such as 2027-01-31; got “${text}”.`)
  }
  if (time <= Date.now()) throw usageError(`--expires ${text} is in the past.`)
  return new Date(time).toISOString()
}

function print(value: unknown): void {
  process.stdout.write(typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`)
}
