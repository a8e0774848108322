import {randomBytes} from 'node:crypto'

import {type Context, Hono} from 'hono'

import {credentialsFrom, expiredSessionCookie, sessionCookie} from '../auth/credentials.ts'
import {badRequest, forbidden, notFound, unauthorized} from '../errors.ts'
import type {LakeContext, LakeEnv} from '../lake-context.ts'

/** One-time ids that nobody has used yet; a Studio uses its own at once. */
const MAXIMUM_EXCHANGES = 1_000

/** Signing in and out, by cookie. Tokens are minted by whoever runs the lake. */
export function authRoutes({settings, accounts, gate}: LakeContext): Hono<LakeEnv> {
  const app = new Hono<LakeEnv>()
  /** One-time ids by which a Studio without cookies gets its token. */
  const exchanges = new Map<string, string>()

  function signIn(c: Context<LakeEnv>, userId: string, location: string): Response {
    const isSecure = settings.publicUrl?.startsWith('https:') ?? false
    c.header('set-cookie', sessionCookie(c.var.port, accounts.mintSession(userId), isSecure))
    c.header('cache-control', 'no-store')
    c.header('referrer-policy', 'no-referrer')
    return c.redirect(location, 302)
  }

  app.get('/auth/id', (c) => {
    const {caller} = c.var
    if (caller.isAnonymous) throw unauthorized('not signed in')
    return c.json({id: caller.id})
  })

  app.get('/auth/providers', (c) => {
    const users = settings.demoSignIn
      ? [...settings.users.values()].filter(({isRobot}) => !isRobot)
      : []
    const {origin} = new URL(c.req.url)
    return c.json({
      providers: users.map(({id, name, role}) => ({
        name: id,
        title: `${accounts.role(role)?.title ?? name} (demo)`,
        url: `${origin}/v1/auth/login/${id}`,
      })),
      thirdPartyLogin: false,
      sso: {},
    })
  })

  app.get('/auth/login/:userId', (c) => {
    const user = settings.users.get(c.req.param('userId'))
    if (!settings.demoSignIn || !user || user.isRobot)
      throw notFound('there is no such way to sign in')
    const site = c.req.header('sec-fetch-site') ?? 'none'
    const referrer = c.req.header('referer') ?? ''
    const isOwnPage = URL.canParse(referrer) && gate.isAllowedOrigin(new URL(referrer).origin)
    if (site !== 'none' && site !== 'same-origin' && !isOwnPage) {
      throw forbidden('another web page may not sign anybody in')
    }
    const {searchParams, origin} = new URL(c.req.url)
    const back = searchParams.get('origin') ?? `${origin}/`
    if (!URL.canParse(back)) throw badRequest('"origin" must be the address to go back to')
    const target = new URL(back)
    if (!gate.isAllowedOrigin(target.origin)) {
      throw forbidden(`"${target.origin}" may not use this lake; declare it in allowedOrigins`)
    }
    if (searchParams.get('withSid') === 'true') {
      // Not one of the ids that sign in by a link: this one is for a single exchange.
      const sid = randomBytes(24).toString('base64url')
      const [oldest] = exchanges.keys()
      if (exchanges.size >= MAXIMUM_EXCHANGES && oldest !== undefined) exchanges.delete(oldest)
      exchanges.set(sid, user.id)
      target.hash = `sid=${sid}`
    }
    return signIn(c, user.id, target.href)
  })

  app.get('/auth/fetch', (c) => {
    const sid = new URL(c.req.url).searchParams.get('sid') ?? ''
    const userId = exchanges.get(sid)
    if (userId === undefined) throw unauthorized('the sign-in id is unknown or was used before')
    exchanges.delete(sid)
    c.header('cache-control', 'no-store')
    return c.json({token: accounts.mintToken(userId, {label: 'Studio'}).token})
  })

  app.get('/auth/link', (c) => {
    const sid = new URL(c.req.url).searchParams.get('sid') ?? ''
    const userId = accounts.useSignInId(sid)
    if (userId === undefined) {
      throw unauthorized(
        'this sign-in link was used or is no longer valid; ask whoever runs the lake for another',
      )
    }
    return signIn(c, userId, '/')
  })

  app.post('/auth/logout', (c) => {
    const {session} = credentialsFrom(undefined, c.req.header('cookie'), c.var.port)
    if (session !== undefined) accounts.endSession(session)
    c.header('set-cookie', expiredSessionCookie(c.var.port))
    return c.body(null, 204)
  })

  return app
}
