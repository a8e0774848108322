/** The people that a lake for trying things out knows; each has the role of the same name. */
export const demoUsers = [
  {id: 'administrator', name: 'Ada Administrator', email: 'administrator@example.org'},
  {id: 'writer', name: 'Will Writer', email: 'writer@example.org'},
  {id: 'reviewer', name: 'Rita Reviewer', email: 'reviewer@example.org'},
] as const

export type DemoUser = (typeof demoUsers)[number]['id']

/** What shows drafts to people on the site: it reads and does nothing else. */
export const previewUser = {
  id: 'preview',
  name: 'Preview',
  email: 'preview@example.org',
  role: 'viewer',
  isRobot: true,
}

/** Nobody else gets these ids, so that a demo never signs in as a person of the same name. */
export const reservedUserIds: readonly string[] = [...demoUsers.map(({id}) => id), previewUser.id]
