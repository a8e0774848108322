import {Hono} from 'hono'

import {isRecord} from '../document.ts'
import {badRequest, notFound} from '../errors.ts'
import {type LakeContext, type LakeEnv, requireDataset, requireSignedIn} from '../lake-context.ts'
import type {LakeUser} from '../options.ts'
import type {StoredUser} from '../store/account-store.ts'
import {readJson} from './read-body.ts'

const MAXIMUM_SETTINGS = 100

/** What the Studio and the command line ask about the project, its people and its datasets. */
export function projectRoutes(context: LakeContext): Hono<LakeEnv> {
  const app = new Hono<LakeEnv>()
  const {settings, accounts, store} = context
  const createdAt = '2026-01-01T00:00:00.000Z'

  const rolesOf = ({role}: LakeUser) => [{name: role, title: accounts.role(role)?.title ?? role}]
  const datasets = () => [
    {name: settings.dataset, aclMode: 'public', createdAt, tags: [], datasetProfile: null},
  ]
  const project = (currentUserId: string) => ({
    id: settings.projectId,
    displayName: settings.projectId,
    studioHost: null,
    // A value would make the Studio retry an organisation's event stream for ever.
    organizationId: null,
    metadata: {},
    features: [],
    isBlocked: false,
    isDisabled: false,
    isDisabledByUser: false,
    activityFeedEnabled: false,
    createdAt,
    members: accounts.users().map((user) => ({
      id: user.id,
      createdAt,
      isCurrentUser: user.id === currentUserId,
      isRobot: user.isRobot ?? false,
      role: user.role,
      roles: rolesOf(user),
    })),
  })

  app.get('/ping', (c) => c.json({pong: true}))
  app.get('/data/ping/:dataset', (c) => c.json({pong: true}))

  app.get('/users/me', (c) => {
    const user = accounts.requireUser(requireSignedIn(c.var.caller).id)
    const {id, name, email, role} = user
    return c.json({id, name, email, role, provider: 'lake', roles: rolesOf(user)})
  })

  app.get('/users/me/keyvalue/:keys', (c) => {
    const {id} = requireSignedIn(c.var.caller)
    const found = c.req
      .param('keys')
      .split(',')
      .flatMap((key) => {
        const value = store.setting(id, key)
        return value === undefined ? [] : [{key, value}]
      })
    return c.json(found)
  })

  app.put('/users/me/keyvalue', async (c) => {
    const {id} = requireSignedIn(c.var.caller)
    const body = await readJson(c.req.raw)
    const entries = (Array.isArray(body) ? body : [body]).map((entry: unknown) => {
      if (!isRecord(entry) || typeof entry['key'] !== 'string' || entry['value'] === undefined) {
        throw badRequest('the body must be a list of {"key": …, "value": …}')
      }
      return {key: entry['key'], value: entry['value']}
    })
    if (entries.length > MAXIMUM_SETTINGS) {
      throw badRequest(`${MAXIMUM_SETTINGS} settings can be saved at once; got ${entries.length}`)
    }
    store.saveSettings(id, entries)
    return c.json(entries)
  })

  app.get('/users/:ids', (c) => {
    requireSignedIn(c.var.caller)
    const ids = c.req.param('ids').split(',')
    const found = ids.flatMap((id) => {
      const user = store.accounts.user(id)
      return user ? [publicProfile(user)] : []
    })
    const [first] = found
    if (ids.length > 1) return c.json(found)
    if (!first) throw notFound(`there is no user "${ids[0]}"`)
    return c.json(first)
  })

  app.get('/projects', (c) => c.json([project(requireSignedIn(c.var.caller).id)]))
  app.get('/projects/:project', (c) => c.json(project(c.var.caller.id)))
  app.get('/datasets', (c) => {
    requireSignedIn(c.var.caller)
    return c.json(datasets())
  })
  app.get('/projects/:project/datasets', (c) => {
    requireSignedIn(c.var.caller)
    const {searchParams} = new URL(c.req.url)
    if (searchParams.get('datasetProfile') !== 'comments') return c.json(datasets())
    const isForMain = searchParams.get('addonFor') === settings.dataset
    return c.json(isForMain ? [{name: settings.addonDataset, aclMode: 'private'}] : [])
  })
  app.post('/comments/:dataset/setup', (c) => {
    requireSignedIn(c.var.caller)
    requireDataset(context, c.req.param('dataset'))
    return c.json({datasetName: settings.addonDataset})
  })
  app.get('/projects/:project/datasets/:dataset/acl', (c) => {
    const {name} = requireDataset(context, c.req.param('dataset'))
    return c.json(c.var.caller.access(name).grants)
  })
  app.get('/projects/:project/grants', (c) => c.json({}))
  app.get('/projects/:project/roles', (c) =>
    c.json(accounts.roles().map(({name, title}) => ({name, title}))),
  )
  // There is no plan whose limit could be reached; the Studio asks before it offers a new release.
  app.get('/projects/:project/new-content-release-allowed', (c) =>
    c.json({
      data: {
        orgActiveReleaseCount: 0,
        orgMeteredActiveReleaseCount: 0,
        datasetReleaseLimit: 1_000,
        orgActiveReleaseLimit: 1_000,
      },
    }),
  )
  app.get('/projects/:project/user-applications', (c) => c.json([]))
  app.get('/user-applications', (c) => c.json([]))
  app.get('/features', (c) =>
    c.json(['contentReleases', 'singleDocRelease', 'studioComments', 'sanityTasks']),
  )
  app.get('/check/cors', (c) => c.json({result: {allowed: true, withCredentials: true}}))
  app.get('/intake/telemetry-status', (c) => c.json({status: 'denied'}))
  // Telemetry is accepted and dropped, so that clients stop trying.
  app.post('/intake/batch', (c) => c.json({}))
  app.get('/journey/announcements', (c) => c.json([]))
  // Offers of paid plans and help texts: nothing, so that no Studio logs a failed request.
  app.get('/journey/:topic', (c) => c.json(null))
  app.get('/help', (c) => c.json({resources: {sectionArray: []}}))
  app.get('/schedules/:project/:dataset', (c) => c.json({schedules: []}))
  app.get('/datasets/:dataset/settings/embeddings', (c) =>
    c.json({enabled: false, status: 'disabled'}),
  )
  return app
}

function publicProfile({id, name, email}: StoredUser) {
  return {
    id,
    displayName: name,
    givenName: null,
    familyName: null,
    middleName: null,
    imageUrl: null,
    email,
    sanityUserId: id,
    isCurrentUser: false,
  }
}
