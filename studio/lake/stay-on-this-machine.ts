import {SANITY_VERSION} from 'sanity'

/**
 * Makes the page's `fetch` stay with the lake that served the page.
 *
 * Parts of the Studio call Sanity's own hosts by name. Requests that name this lake by its project
 * (`<project>.localhost`) go to the lake; the question for newer versions of the Studio is answered
 * with the running one; anything else is answered as if there were nothing to say. The content
 * security policy of the page would refuse these requests anyway, and say so on every load.
 *
 * @param origin - origin of the lake, for example `http://localhost:3333`
 */
export function stayOnThisMachine(origin: string): void {
  const {host} = new URL(origin)
  const ownFetch = globalThis.fetch.bind(globalThis)
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input), origin)
    if (!url.protocol.startsWith('http') || url.origin === origin) return ownFetch(input, init)
    if (url.host.endsWith(`.${host}`)) {
      return ownFetch(`${origin}${url.pathname}${url.search}`, {...init, credentials: 'include'})
    }
    const isVersionCheck = url.pathname.startsWith('/v1/modules/')
    const answer = isVersionCheck ? {latest: SANITY_VERSION, packageVersion: SANITY_VERSION} : {}
    return Promise.resolve(Response.json(answer))
  }
  // The Studio warns of HTTP/1.1 because of its connection limit, which one shared websocket avoids.
  sessionStorage.setItem('sanity-studio.network.check.snooze', new Date().toISOString())
}
