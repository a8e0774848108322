import type {SanityDocument} from '../document.ts'
import {compileCondition} from '../query/filter.ts'
import type {LakeGrant, Permission} from './roles.ts'

/** What one caller may do in one dataset. */
export class Access {
  readonly grants: readonly LakeGrant[]
  readonly #tests: {
    permissions: readonly Permission[]
    passes: (document: SanityDocument) => boolean
  }[]

  constructor(
    grants: readonly LakeGrant[],
    context: {identity: string; projectId: string; dataset: string},
  ) {
    this.grants = grants
    this.#tests = grants.map(({filter, permissions}) => ({
      permissions,
      passes: filter === '_id in path("**")' ? () => true : compileCondition(filter, {}, context),
    }))
  }

  can(permission: Permission, document: SanityDocument): boolean {
    return this.#tests.some(
      ({permissions, passes}) => permissions.includes(permission) && passes(document),
    )
  }

  /** Conditions of which a readable document meets at least one; `undefined` when all are readable. */
  readable(): {filter: string}[] | undefined {
    const filters = this.grants
      .filter(({permissions}) => permissions.includes('read'))
      .map(({filter}) => ({filter}))
    return filters.some(({filter}) => filter === '_id in path("**")') ? undefined : filters
  }
}

/** The permission that a change needs, and the document it is needed on. */
export function neededFor(
  before: SanityDocument | null,
  after: SanityDocument | null,
): {permission: 'create' | 'update'; documents: SanityDocument[]} {
  if (before === null) return {permission: 'create', documents: after ? [after] : []}
  return {permission: 'update', documents: after ? [before, after] : [before]}
}
