import type {LakeGrant, LakeRole} from '../auth/roles.ts'
import type {LakeUser} from '../options.ts'
import type {SanityDocument} from './document.ts'

const PREFIX = '_.groups.'

/** Not stored, and found only by who asks for them by type or id. */
export const isSystemGroup = ({_id}: {_id: string}): boolean => _id.startsWith(PREFIX)

/**
 * The documents in which the hosted lake says who has which grants. The Studio reads them before it
 * offers people to mention in a comment or to give a task to.
 */
export function systemGroups(
  roles: readonly LakeRole[],
  users: readonly LakeUser[],
  grantsOf: (role: LakeRole) => readonly LakeGrant[],
): SanityDocument[] {
  return roles.map((role) => ({
    _id: `${PREFIX}${role.name}`,
    _type: 'system.group',
    grants: grantsOf(role).map(({filter, permissions}) => ({filter, permissions})),
    members: users.filter((user) => user.role === role.name).map(({id}) => id),
  }))
}
