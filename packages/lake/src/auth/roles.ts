export type Permission = 'read' | 'create' | 'update' | 'manage' | 'history' | 'editHistory'

/** Allows something for all documents which match a GROQ condition, such as `_type == "page"`. */
export interface LakeGrant {
  filter: string
  permissions: readonly Permission[]
}

/** What the people of a role may do. Whatever is not granted is refused. */
export interface LakeRole {
  name: string
  title: string
  /** For the main dataset. */
  grants: readonly LakeGrant[]
  /** For the addon dataset which holds comments. Default: everything. */
  addonGrants?: readonly LakeGrant[]
}

const EVERYTHING: readonly Permission[] = [
  'read',
  'create',
  'update',
  'manage',
  'history',
  'editHistory',
]

/** Every permission on every document. */
export const fullGrants: readonly LakeGrant[] = [
  {filter: '_id in path("**")', permissions: EVERYTHING},
]

/** What is public: ids without a dot, as on the hosted service. */
export const anonymousGrants: readonly LakeGrant[] = [
  {filter: '_id in path("*")', permissions: ['read']},
]

const readEverything: LakeGrant = {
  filter: '_id in path("**")',
  permissions: ['read', 'history'],
}

const writeUnpublished: readonly LakeGrant[] = [
  {filter: '_id in path("drafts.**")', permissions: ['create', 'update']},
  {filter: '_id in path("versions.**")', permissions: ['create', 'update']},
  // Publishing and scheduling need the rights on what they publish as well.
  {filter: '_id in path("_.releases.*")', permissions: ['create', 'update']},
  {filter: '_type == "reviewEvent"', permissions: ['create']},
  {filter: '_type in ["sanity.imageAsset", "sanity.fileAsset"]', permissions: ['create', 'update']},
]

/**
 * Administrators do everything; writers write drafts and prepare releases; reviewers
 * publish as well; viewers read.
 */
export const defaultRoles: readonly LakeRole[] = [
  {name: 'administrator', title: 'Administrator', grants: fullGrants},
  {name: 'viewer', title: 'Viewer', grants: [readEverything], addonGrants: []},
  {name: 'writer', title: 'Medical writer', grants: [readEverything, ...writeUnpublished]},
  {
    name: 'reviewer',
    title: 'Reviewer',
    grants: [
      readEverything,
      ...writeUnpublished,
      {filter: '_id in path("*")', permissions: ['create', 'update', 'manage']},
    ],
  },
]
