import {createHash} from 'node:crypto'
import {readFile} from 'node:fs/promises'
import path from 'node:path'

import {Hono} from 'hono'

import type {LakeContext, LakeEnv} from '../lake-context.ts'

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/** Serves a built Studio; paths without a file are the Studio's own and get its index.html. */
export function studioRoutes({settings}: LakeContext, studioDir: string): Hono<LakeEnv> {
  const app = new Hono<LakeEnv>()
  const root = path.resolve(studioDir)

  app.on(['GET', 'HEAD'], '*', async (c) => {
    const {pathname, host, port} = new URL(c.req.url)
    // Parts of the Studio address the project by host name whatever the configuration says.
    const hosts = [host, `${settings.projectId}.localhost:${port}`]
    const file = await readWithin(root, pathname)
    const extension = file ? path.extname(pathname) : '.html'
    if (file && extension !== '.html') {
      return c.body(file, 200, {
        'content-type': TYPES[extension] ?? 'application/octet-stream',
        'x-content-type-options': 'nosniff',
        'cache-control': pathname.startsWith('/static/') ? 'public, max-age=3600' : 'no-cache',
      })
    }
    const page = file ?? (await readWithin(root, '/index.html'))
    if (!page) return c.notFound()
    return c.body(page, 200, {
      'content-type': TYPES['.html'] ?? '',
      'content-security-policy': pagePolicy(page, hosts, [...settings.allowedOrigins]),
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    })
  })

  return app
}

/** `null` when there is no such file, or the path leads out of the folder. */
async function readWithin(root: string, pathname: string): Promise<Uint8Array<ArrayBuffer> | null> {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null
  }
  const target = path.join(root, decoded)
  if (decoded.includes('\0') || !target.startsWith(root + path.sep)) return null
  try {
    return new Uint8Array(await readFile(target))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null
    throw error
  }
}

/**
 * Allows the page its own files and inline scripts and the lake, and nothing else: a Studio served
 * here reaches no other host.
 */
function pagePolicy(page: Uint8Array, hosts: readonly string[], frames: readonly string[]): string {
  const html = new TextDecoder().decode(page)
  const hashes = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/gi)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  )
  return [
    "default-src 'self'",
    `script-src 'self' ${hashes.join(' ')}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    `connect-src 'self' ${hosts.map((host) => `http://${host} ws://${host}`).join(' ')}`,
    `frame-src 'self' ${frames.join(' ')}`.trim(),
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ')
}
