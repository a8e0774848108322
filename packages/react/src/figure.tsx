import {safeHref} from './safe-href.ts'
import type {ImageValue} from './values.ts'

/** A picture with its caption and credit. Renders nothing without an address. */
export function Figure({decorative, alt, caption, credit, image}: ImageValue) {
  const src = safeHref(image?.url)
  if (src === undefined || !/^https?:/i.test(src)) return null
  return (
    <figure>
      <img
        src={src}
        alt={decorative ? '' : (alt ?? '')}
        width={image?.width ?? undefined}
        height={image?.height ?? undefined}
        loading="lazy"
        decoding="async"
      />
      {caption || credit ? (
        <figcaption>{[caption, credit].filter(Boolean).join(' — ')}</figcaption>
      ) : null}
    </figure>
  )
}
