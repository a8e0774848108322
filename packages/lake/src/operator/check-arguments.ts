import {fullGrants, type LakeGrant, type LakeRole, type Permission} from '../auth/roles.ts'
import {isRecord} from '../document.ts'
import type {LakeUser} from '../options.ts'
import {compileCondition} from '../query/filter.ts'

const PERMISSIONS: readonly Permission[] = [
  'read',
  'create',
  'update',
  'manage',
  'history',
  'editHistory',
]

/** @throws {RangeError} naming what cannot be used */
export function checkUser(value: unknown, roles: readonly LakeRole[]): LakeUser {
  if (!isRecord(value)) throw new RangeError('a user must be an object')
  const {id, name, email = '', role, isRobot = false} = value
  if (typeof id !== 'string' || !/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$/.test(id)) {
    throw new RangeError(
      `a user id must be 1 to 64 of a-z A-Z 0-9 _ - and begin with none of the last two; got ${JSON.stringify(id)}`,
    )
  }
  if (typeof name !== 'string' || name.trim() === '') {
    throw new RangeError(`user "${id}" needs a name`)
  }
  if (typeof email !== 'string') throw new RangeError(`the email of user "${id}" must be text`)
  if (typeof role !== 'string' || !roles.some((known) => known.name === role)) {
    const known = roles.map((one) => one.name).join(', ')
    throw new RangeError(`the role must be one of ${known}; got ${JSON.stringify(role)}`)
  }
  return {id, name, email, role, isRobot: isRobot === true}
}

/** @throws {RangeError} naming what cannot be used, a filter that is no GROQ condition included */
export function checkRole(value: unknown): Required<LakeRole> {
  if (!isRecord(value)) throw new RangeError('a role must be an object')
  const {name, title, grants, addonGrants = fullGrants} = value
  if (typeof name !== 'string' || !/^[a-zA-Z0-9_-]{1,64}$/.test(name)) {
    throw new RangeError(
      `the name of a role must be 1 to 64 of a-z A-Z 0-9 _ -; got ${JSON.stringify(name)}`,
    )
  }
  return {
    name,
    title: typeof title === 'string' && title !== '' ? title : name,
    grants: checkGrants(grants, 'grants'),
    addonGrants: checkGrants(addonGrants, 'addonGrants'),
  }
}

function checkGrants(value: unknown, what: string): LakeGrant[] {
  if (!Array.isArray(value)) throw new RangeError(`${what} must be a list`)
  return value.map((grant: unknown) => {
    if (!isRecord(grant) || typeof grant['filter'] !== 'string') {
      throw new RangeError(`each of ${what} needs a "filter"; got ${JSON.stringify(grant)}`)
    }
    const {filter} = grant
    const permissions: unknown = grant['permissions']
    if (
      !Array.isArray(permissions) ||
      !permissions.every((one): one is Permission => PERMISSIONS.some((known) => known === one))
    ) {
      throw new RangeError(
        `the permissions of "${filter}" must be a list of ${PERMISSIONS.join(', ')}; got ${JSON.stringify(permissions)}`,
      )
    }
    try {
      compileCondition(filter, {}, {identity: '', projectId: '', dataset: ''})
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new RangeError(`"${filter}" is no GROQ condition: ${reason}`, {cause: error})
    }
    return {filter, permissions}
  })
}
