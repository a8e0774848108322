/** Cookies know no ports, so two lakes on one machine need two names. */
export function sessionCookieName(port: string): string {
  return `lakeSession${port}`
}

export interface Credentials {
  token?: string
  session?: string
}

/** A bearer token goes before a cookie. */
export function credentialsFrom(
  authorization: string | null | undefined,
  cookies: string | null | undefined,
  port: string,
): Credentials {
  const token = /^bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1]
  if (token !== undefined) return {token}
  const name = sessionCookieName(port)
  for (const pair of (cookies ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=')
    if (key === name && value.length > 0) return {session: value.join('=')}
  }
  return {}
}

/** @param isSecure - for a lake behind a proxy that speaks TLS */
export function sessionCookie(port: string, secret: string, isSecure: boolean): string {
  const secure = isSecure ? '; Secure' : ''
  return `${sessionCookieName(port)}=${secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000${secure}`
}

export function expiredSessionCookie(port: string): string {
  return `${sessionCookieName(port)}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`
}
