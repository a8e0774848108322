import {Hono} from 'hono'
import {HTTPException} from 'hono/http-exception'

import {credentialsFrom} from './auth/credentials.ts'
import {badRequest, forbidden, LakeError} from './errors.ts'
import type {LakeContext, LakeEnv} from './lake-context.ts'
import {QueryBudgetError} from './query/engine.ts'
import {API_PREFIX, apiVersionOf, routingPath} from './routes/api-path.ts'
import {assetRoutes} from './routes/asset-routes.ts'
import {authRoutes} from './routes/auth-routes.ts'
import {dataRoutes} from './routes/data-routes.ts'
import {documentRoutes} from './routes/document-routes.ts'
import {historyRoutes} from './routes/history-routes.ts'
import {projectRoutes} from './routes/project-routes.ts'
import {queryRoutes} from './routes/query-routes.ts'
import {studioRoutes} from './routes/studio-routes.ts'

const EXPOSED_HEADERS =
  'traceparent, x-sanity-warning, x-sanity-shard, retry-after, etag, content-length'

/** The whole HTTP API: who may ask at all, who asks, and the routes. */
export function createApp(context: LakeContext): Hono<LakeEnv> {
  const app = new Hono<LakeEnv>({
    getPath: (request) => routingPath(new URL(request.url).pathname),
  })
  const {accounts, gate, settings} = context

  app.use(async (c, next) => {
    const url = new URL(c.req.url)
    const origin = c.req.header('origin') ?? null
    gate.check(c.req.header('host') ?? url.host, origin)
    // The first line of a request may name a host as well, and addresses are made from that one.
    gate.check(url.host, origin)
    if (c.req.method === 'OPTIONS') {
      c.res = preflight(c.req.raw.headers)
    } else {
      c.set('port', url.port)
      c.set('apiVersion', apiVersionOf(url.pathname) ?? '1')
      const {headers} = c.req.raw
      c.set(
        'caller',
        accounts.caller(
          credentialsFrom(headers.get('authorization'), headers.get('cookie'), url.port),
        ),
      )
      const changes = c.req.method !== 'GET' && c.req.method !== 'HEAD'
      // A browser sends the cookie whoever asks it to, but the origin it cannot be made to lie about.
      if (changes && c.var.caller.by === 'cookie' && origin === null) {
        throw forbidden('changes by a cookie session need an Origin header; use a token instead')
      }
      await next()
    }
    if (origin !== null) allowOrigin(c.res, origin)
  })

  app.route(`${API_PREFIX}/data`, queryRoutes(context))
  app.route(`${API_PREFIX}/data`, documentRoutes(context))
  app.route(`${API_PREFIX}/data`, dataRoutes(context))
  app.route(API_PREFIX, historyRoutes(context))
  app.route(API_PREFIX, authRoutes(context))
  app.route(API_PREFIX, projectRoutes(context))
  app.route('/', assetRoutes(context))
  app.all(`${API_PREFIX}/*`, (c) => c.notFound())
  if (settings.studioDir !== undefined) app.route('/', studioRoutes(context, settings.studioDir))

  app.notFound((c) => {
    const message = `${c.req.method} ${new URL(c.req.url).pathname} is not an endpoint of this lake`
    return c.json({statusCode: 404, error: 'Not Found', message}, 404)
  })

  app.onError((error, c) => {
    const failure = asLakeError(error)
    if (failure.status >= 500) {
      settings.log(
        `${c.req.method} ${new URL(c.req.url).pathname} failed: ${error.stack ?? error.message}`,
      )
    }
    const response = Response.json(failure.toBody(), {status: failure.status})
    const origin = c.req.header('origin')
    // The reader of a refusal is the page that asked, unless the refusal is of the page itself.
    if (origin !== undefined && gate.isAllowedOrigin(origin)) allowOrigin(response, origin)
    return response
  })

  return app
}

function asLakeError(error: Error): LakeError {
  if (error instanceof LakeError) return error
  if (error instanceof QueryBudgetError) {
    return new LakeError('queryTimeoutError', error.message, {status: 400, cause: error})
  }
  if ('code' in error && error.code === 'ERR_SQLITE_ERROR') {
    const message = `the lake could not use its file (${error.message}) and took nothing; make room or mend the disk, then send the same again`
    return new LakeError('storageError', message, {status: 500, cause: error})
  }
  if (error instanceof HTTPException) return badRequest(error.message, error)
  return new LakeError('internalServerError', 'the lake failed; its log says why', {
    status: 500,
    cause: error,
  })
}

function preflight(headers: Headers): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS',
      'access-control-allow-headers': headers.get('access-control-request-headers') ?? '',
      'access-control-max-age': '600',
    },
  })
}

function allowOrigin(response: Response, origin: string): void {
  response.headers.set('access-control-allow-origin', origin)
  response.headers.set('access-control-allow-credentials', 'true')
  response.headers.append('vary', 'Origin')
  response.headers.set('access-control-expose-headers', EXPOSED_HEADERS)
  response.headers.set('timing-allow-origin', origin)
}
