import {defaultRoles} from './auth/roles.ts'
import type {LakeOptions, LakeUser, Settings} from './options.ts'

const defaultUsers: readonly LakeUser[] = [
  {id: 'administrator', name: 'Administrator', email: '', role: 'administrator'},
]

/** @throws {RangeError} naming the option that cannot be used */
export function settingsFrom(options: LakeOptions): Settings {
  const projectId = options.projectId ?? 'nettherapies'
  const dataset = options.dataset ?? 'production'
  // Asset addresses are parsed by clients which take no other characters.
  if (!/^[a-z0-9]+$/.test(projectId)) {
    throw new RangeError(`projectId must be of a-z and 0-9 only; got "${projectId}"`)
  }
  if (!/^[a-z0-9][a-z0-9_-]{0,54}$/.test(dataset)) {
    throw new RangeError(`dataset must be 1 to 55 of a-z 0-9 _ -; got "${dataset}"`)
  }
  const roles = new Map((options.roles ?? defaultRoles).map((role) => [role.name, role]))
  const users = new Map((options.users ?? defaultUsers).map((user) => [user.id, user]))
  for (const {id, role} of users.values()) {
    if (!/^[a-zA-Z0-9_-]+$/.test(id)) {
      throw new RangeError(`a user id must be of a-z A-Z 0-9 _ -; got "${id}"`)
    }
    if (!roles.has(role)) {
      throw new RangeError(`user "${id}" has the role "${role}", which is not declared`)
    }
  }
  for (const origin of options.allowedOrigins ?? []) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new RangeError(
        `allowedOrigins takes origins such as http://localhost:3334; got "${origin}"`,
      )
    }
  }
  const publicUrl = publicUrlFrom(options.publicUrl)
  const publicPlace = publicUrl === undefined ? [] : [new URL(publicUrl)]
  return {
    projectId,
    dataset,
    addonDataset: `${dataset}-comments`,
    guard: options.guard,
    studioDir: options.studioDir,
    allowedOrigins: new Set([
      ...(options.allowedOrigins ?? []),
      ...publicPlace.map(({origin}) => origin),
    ]),
    allowedHosts: new Set([
      ...(options.allowedHosts ?? []).map((host) => host.toLowerCase()),
      ...publicPlace.map(({hostname}) => hostname),
    ]),
    publicUrl,
    users,
    roles,
    demoSignIn: options.demoSignIn ?? false,
    queryTimeoutMs: options.queryTimeoutMs ?? 10_000,
    maximumAssetBytes: options.maximumAssetBytes ?? 100_000_000,
    clock: options.clock ?? (() => new Date()),
    log: options.log ?? ((line) => console.error(line)),
  }
}

function publicUrlFrom(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    `${url.pathname}${url.search}${url.hash}` !== '/'
  ) {
    throw new RangeError(
      `publicUrl must be an origin such as https://lake.example.org; got "${value}"`,
    )
  }
  return url.origin
}
