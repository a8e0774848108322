/** A colour of a picture and a text colour that can be read on it, as `#rrggbb`. */
export interface Swatch {
  _type: 'sanity.imagePaletteSwatch'
  background: string
  foreground: string
  /** Share of the picture, in per cent. */
  population: number
  title: string
}

export type PaletteName =
  | 'darkMuted'
  | 'darkVibrant'
  | 'dominant'
  | 'lightMuted'
  | 'lightVibrant'
  | 'muted'
  | 'vibrant'

interface Range {
  minimum: number
  target: number
  maximum: number
}

/** What a kind of colour is, as in Android's Palette library: ranges of HSL lightness and saturation. */
const LIGHT: Range = {minimum: 0.55, target: 0.74, maximum: 1}
const MEDIUM: Range = {minimum: 0.3, target: 0.5, maximum: 0.7}
const DARK: Range = {minimum: 0, target: 0.26, maximum: 0.45}
const VIBRANT: Range = {minimum: 0.35, target: 1, maximum: 1}
const MUTED: Range = {minimum: 0, target: 0.3, maximum: 0.4}
const WEIGHTS = {saturation: 0.24, lightness: 0.52, population: 0.24}

const KINDS: readonly [Exclude<PaletteName, 'dominant'>, lightness: Range, saturation: Range][] = [
  ['darkMuted', DARK, MUTED],
  ['darkVibrant', DARK, VIBRANT],
  ['lightMuted', LIGHT, MUTED],
  ['lightVibrant', LIGHT, VIBRANT],
  ['muted', MEDIUM, MUTED],
  ['vibrant', MEDIUM, VIBRANT],
]

/** Colours that differ in the three lowest bits only are counted as one. */
const DROPPED_BITS = 3

/** Pixels with less opacity are not counted, of 255. */
const MINIMUM_ALPHA = 125

interface Cluster {
  rgb: [red: number, green: number, blue: number]
  count: number
  saturation: number
  lightness: number
}

/**
 * The colours that stand for a picture, by kind; kinds that do not occur in it are left out.
 *
 * @param pixels - red, green, blue and alpha, one byte each
 */
export function paletteOf(pixels: Uint8Array): Partial<Record<PaletteName, Swatch>> {
  const clusters = cluster(pixels)
  const total = clusters.reduce((sum, {count}) => sum + count, 0)
  const most = clusters[0]
  if (!most) return {}
  const palette: Partial<Record<PaletteName, Swatch>> = {dominant: swatch(most, total)}
  for (const [name, lightness, saturation] of KINDS) {
    const [best] = clusters
      .filter((each) => isIn(each.lightness, lightness) && isIn(each.saturation, saturation))
      .map((each) => ({
        each,
        score:
          WEIGHTS.lightness * (1 - Math.abs(each.lightness - lightness.target)) +
          WEIGHTS.saturation * (1 - Math.abs(each.saturation - saturation.target)) +
          WEIGHTS.population * (each.count / most.count),
      }))
      .sort((a, b) => b.score - a.score)
    if (best) palette[name] = swatch(best.each, total)
  }
  return palette
}

const isIn = (value: number, {minimum, maximum}: Range): boolean =>
  value >= minimum && value <= maximum

/** Most frequent first. */
function cluster(pixels: Uint8Array): Cluster[] {
  const sums = new Map<number, [red: number, green: number, blue: number, count: number]>()
  for (let offset = 0; offset + 3 < pixels.length; offset += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(offset, offset + 4)
    if (alpha < MINIMUM_ALPHA) continue
    const key =
      ((red >> DROPPED_BITS) << 16) | ((green >> DROPPED_BITS) << 8) | (blue >> DROPPED_BITS)
    const sum = sums.get(key) ?? [0, 0, 0, 0]
    sums.set(key, [sum[0] + red, sum[1] + green, sum[2] + blue, sum[3] + 1])
  }
  return [...sums.values()]
    .map(([red, green, blue, count]): Cluster => {
      const rgb: Cluster['rgb'] = [
        Math.round(red / count),
        Math.round(green / count),
        Math.round(blue / count),
      ]
      return {rgb, count, ...saturationAndLightness(rgb)}
    })
    .sort((a, b) => b.count - a.count || (hexOf(a.rgb) < hexOf(b.rgb) ? -1 : 1))
}

/** The S and L of HSL, 0 to 1. */
function saturationAndLightness(rgb: Cluster['rgb']): {saturation: number; lightness: number} {
  const highest = Math.max(...rgb) / 255
  const lowest = Math.min(...rgb) / 255
  const lightness = (highest + lowest) / 2
  const room = 1 - Math.abs(2 * lightness - 1)
  return {lightness, saturation: room === 0 ? 0 : (highest - lowest) / room}
}

function swatch({rgb, count}: Cluster, total: number): Swatch {
  const foreground = isReadableInWhite(rgb) ? '#fff' : '#000'
  return {
    _type: 'sanity.imagePaletteSwatch',
    background: hexOf(rgb),
    foreground,
    population: Math.round((count / total) * 10_000) / 100,
    title: foreground,
  }
}

const hexOf = (rgb: Cluster['rgb']): string =>
  `#${rgb.map((each) => each.toString(16).padStart(2, '0')).join('')}`

/** Whether white has the higher contrast on it: relative luminance of WCAG 2, 1.4.3. */
function isReadableInWhite(rgb: Cluster['rgb']): boolean {
  const [red, green, blue] = rgb.map((each) => {
    const share = each / 255
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
  return 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05
}
