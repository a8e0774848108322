import {once} from 'node:events'
import {connect, createServer} from 'node:net'

export interface LossyProxy {
  port: number
  /** How many connections were cut. */
  cuts: () => number
  close: () => void
}

/**
 * Passes bytes on to a port of this machine, and cuts each connection after so many bytes of the
 * answer as `bytesUntilCut` says.
 */
export async function startLossyProxy(
  target: number,
  bytesUntilCut: () => number,
): Promise<LossyProxy> {
  let cuts = 0
  const open = new Set<() => void>()
  const server = createServer((client) => {
    const lake = connect(target, '127.0.0.1')
    let left = bytesUntilCut()
    const end = () => {
      client.destroy()
      lake.destroy()
      open.delete(end)
    }
    open.add(end)
    for (const socket of [client, lake]) socket.on('error', end).on('close', end)
    client.on('data', (bytes) => lake.write(bytes))
    lake.on('data', (bytes) => {
      left -= bytes.byteLength
      if (left > 0) {
        client.write(bytes)
        return
      }
      cuts += 1
      // What was sent before the cut arrives, up to the middle of an event.
      client.end(bytes.subarray(0, left + bytes.byteLength), end)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('expected a TCP port')
  return {
    port: address.port,
    cuts: () => cuts,
    close: () => {
      server.close()
      for (const end of open) end()
    },
  }
}
