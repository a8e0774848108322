import type {MiddlewareHandler} from 'astro'

import {imageOrigin, readSettings} from './lib/settings.ts'

const securityHeaders = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "style-src 'self'",
    `img-src 'self' ${imageOrigin(readSettings(process.env))}`,
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self' http://localhost:* http://127.0.0.1:*",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
}

/** Adds security headers to every page. Scripts are not allowed at all: JSON-LD is data. */
export const onRequest: MiddlewareHandler = async ({url}, next) => {
  const response = await next()
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value)
  if (url.searchParams.has('preview')) {
    response.headers.set('X-Robots-Tag', 'noindex')
    response.headers.set('Cache-Control', 'private, no-store')
  }
  return response
}
